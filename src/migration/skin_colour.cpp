#include "migration/skin_colour.h"

#include <algorithm>

namespace ganemotion::migration {

namespace {

// (most - least) / most of the channels of cheeks, the median of CFEE's open mouths.
constexpr float kSaturation = 0.285F;

}  // namespace

float colourfulness(const cv::Vec3f& skin) {
    const auto [least, most] = std::minmax({skin[0], skin[1], skin[2]});
    return std::min(1.0F, (most - least) / (kSaturation * std::max(most, 1.0F)));
}

cv::Matx33f keeping_colour(float share) {
    return share * cv::Matx33f::eye() + (1 - share) * cv::Matx33f::all(1.0F / 3);
}

}  // namespace ganemotion::migration
