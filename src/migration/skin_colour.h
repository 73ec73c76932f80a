#pragma once

#include <opencv2/core.hpp>

namespace ganemotion::migration {

/// How much colour skin has: 0 in a gray picture, 1 where it is as colourful as in the portraits trained on,
/// or more. `skin` in 0..255, red first.
float colourfulness(const cv::Vec3f& skin);

/// For cv::transform: keeps this share of what a colour differs from its own gray by. What was learned from
/// portraits in colour may be painted in others only so.
cv::Matx33f keeping_colour(float share);

}  // namespace ganemotion::migration
