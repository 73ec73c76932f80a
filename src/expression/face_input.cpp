#include "expression/face_input.h"

#include <algorithm>
#include <cstddef>

namespace ganemotion::expression {

void normalize(const cv::Mat& picture, std::span<float> values) {
    // A picture of a single gray has no contrast to stretch.
    constexpr double kLeastDeviation = 1;
    cv::Scalar mean, deviation;
    cv::meanStdDev(picture, mean, deviation);
    const auto middle = static_cast<float>(mean[0]);
    const auto scale = static_cast<float>(1 / std::max(deviation[0], kLeastDeviation));
    std::size_t i = 0;
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x)
            values[i++] = (static_cast<float>(picture.at<uchar>(y, x)) - middle) * scale;
}

}  // namespace ganemotion::expression
