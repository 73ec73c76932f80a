#pragma once

#include <opencv2/core.hpp>

namespace ganemotion::training {

/// How far a texture is from another, on the skin that may be painted, brightness taken out (the measures of
/// docs/models/skin.md).
struct TextureError {
    double pixel = 0;     ///< mean absolute difference
    double gradient = 0;  ///< the same of differences to neighbours, at three scales
};

/// Textures CV_8UC3, mask CV_32FC1. The target's mean colour is made the source's first: the light of a whole
/// face is not expression. `source`: what was edited; its brightness counts.
TextureError texture_error(const cv::Mat& edited, const cv::Mat& target, const cv::Mat& source,
                           const cv::Mat& mask);

}  // namespace ganemotion::training
