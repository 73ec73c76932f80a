#pragma once

#include <filesystem>

#include <Eigen/Core>
#include <opencv2/core.hpp>

#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// The opening between the lips as a texture: columns from corner to corner, rows from the upper lip to the
/// lower.
inline constexpr int kInnerMouthWidth = 64;
inline constexpr int kInnerMouthHeight = 32;

/// What decides how much of teeth and tongue is seen, in the unit of the mean face: 1, the gap and its
/// square, the mouth's width, the lips' heights, the corners' height.
using MouthShape = Eigen::Matrix<float, 1, 7>;
MouthShape mouth_shape(const face::Vertices& mesh, const face::Vertices& mean_face);

/// The texture of a mouth that is open: RGB (CV_32FC3), 0..255.
cv::Mat inner_mouth_texture(const media::Picture& picture, const face::Vertices& mesh);

/// The colour of the cheeks, which tells of the light on the mouth (0..255).
cv::Vec3f cheek_colour(const media::Picture& picture, const face::Vertices& mesh);

/// Paints teeth and the dark behind them where a closed mouth was opened: a linear function of the opening's
/// shape, times the colour of the cheeks, fitted to open mouths by training/migration. Thread-safe.
class InnerMouth {
  public:
    /// Whether models/skin/inner_mouth.safetensors is there.
    static bool is_there();

    /// Reads it, or `weights`. Throws Error(kMissingModel).
    explicit InnerMouth(const std::filesystem::path& weights = {});

    /// The texture, RGB (CV_32FC3), 0..255.
    [[nodiscard]] cv::Mat texture(const MouthShape& shape, const cv::Vec3f& cheeks) const;

    /// Fills the opening of `mesh` in the picture, with edges that melt into the lips.
    void paint(media::Picture& picture, const face::Vertices& mesh, const face::Vertices& mean_face,
               const cv::Vec3f& cheeks) const;

  private:
    /// [shape, height * width * 3] of the quotient of colour and cheeks.
    Eigen::Matrix<float, MouthShape::ColsAtCompileTime, Eigen::Dynamic, Eigen::RowMajor> columns_;
};

}  // namespace ganemotion::migration
