#pragma once

#include <span>

#include <opencv2/core.hpp>

namespace ganemotion::expression {

/// A gray picture (CV_8UC1) as every backbone wants it: mean 0 and standard deviation 1, whatever the light
/// was. `values` has a float a pixel.
void normalize(const cv::Mat& picture, std::span<float> values);

}  // namespace ganemotion::expression
