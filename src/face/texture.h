#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "face/unrolling.h"
#include "media/picture.h"

namespace ganemotion::face {

/// Texels along a side of a texture: about 1.2 pixels of a face of 170 pixels.
inline constexpr int kTextureSide = 128;

/// The mesh's own surface, flattened: a brow is always at the same place whatever the head does. Thread-safe.
class TextureMap {
  public:
    explicit TextureMap(const Vertices& mean_face);

    /// The face as RGB (CV_8UC3) of kTextureSide squared; where there is no face, black. Where many pixels of
    /// the picture fall on a texel they are averaged.
    [[nodiscard]] cv::Mat texture(const media::Picture& picture, const Vertices& mesh) const;

    /// What the vertices have, linearly between them (CV_32FC1); 0 where there is no face.
    [[nodiscard]] cv::Mat spread(const VertexShares& shares) const;

    /// Where each of the 468 vertices lies in the texture, in texels; the centre of the first is (0, 0).
    [[nodiscard]] const std::vector<cv::Point2f>& places() const { return places_; }
    [[nodiscard]] const std::vector<Triangle>& triangles() const { return triangles_; }

    /// 255 where a texel belongs to the face (CV_8UC1).
    [[nodiscard]] const cv::Mat& inside() const { return inside_; }

  private:
    struct Texel {
        Triangle corners;
        std::array<float, 3> weights;
        cv::Point at;
    };
    std::vector<cv::Point2f> places_;
    std::vector<Triangle> triangles_;
    std::vector<Texel> texels_;
    cv::Mat inside_;

    void add_texels_of(const Triangle& triangle);
};

}  // namespace ganemotion::face
