#pragma once

#include <array>
#include <vector>

#include <Eigen/Core>
#include <opencv2/core.hpp>

#include "face/texture.h"

namespace ganemotion::action_units {

/// How a face looks, whichever side of it: what shape does not tell of cheeks, furrows and the skin around
/// eyes and mouth.
struct Appearance {
    Eigen::VectorXf coarse;  ///< directions of gradients in cells of 8 texels
    Eigen::VectorXf fine;    ///< in cells of 4
    Eigen::VectorXf light;   ///< logarithm of the light against the face's mean, in squares of 4 texels
};

/// Reads it off the texture of a face. Thread-safe.
class AppearanceReader {
  public:
    explicit AppearanceReader(const face::TextureMap& map);

    /// Both halves of the face are laid over each other, the left half of the texture (the person's right)
    /// with this share: 0.5 where the head looks straight ahead, less where that half is turned away.
    [[nodiscard]] Appearance read(const cv::Mat& texture, float left_share) const;

    /// How far down in the texture each number is read, in texels.
    [[nodiscard]] Appearance heights() const;

  private:
    cv::Mat weights_;                 ///< 1 inside of the face, CV_32FC1
    double area_ = 0;                 ///< texels of the face
    std::vector<int> coarse_, fine_;  ///< cells of the left half that lie in the face

    [[nodiscard]] cv::Mat relative_light(const cv::Mat& texture) const;
};

}  // namespace ganemotion::action_units
