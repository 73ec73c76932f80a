#include "face/cut_watch.h"

#include <algorithm>
#include <utility>

#include "face/coarse_luma.h"

namespace ganemotion::face {

namespace {

// Few enough that a camera's shake moves little, many enough to tell scenes apart. Of each, so many pixels
// across are looked at.
constexpr int kSide = 16;
constexpr int kSamples = 6;
// The share of a new picture in what is usual.
constexpr float kRecent = 0.1F;

cv::Mat coarse(const media::Picture& picture) {
    cv::Mat few = coarse_luma(picture, {kSide, kSide}, kSamples);
    few -= cv::mean(few)[0];
    return few / std::max(1.0, cv::norm(few));
}

}  // namespace

bool CutWatch::see(const media::Picture& picture, Seconds time) {
    const cv::Mat now = coarse(picture);
    const cv::Mat before = std::exchange(before_, now);
    const Seconds apart = time - std::exchange(time_, time);
    if (before.empty()) return false;
    const auto unlike = static_cast<float>(1 - now.dot(before));
    if (apart > options_.far_apart) return unlike > options_.unlike;
    const bool cut = unlike > options_.unlike && unlike > options_.times_usual * usual_;
    if (!cut) usual_ += kRecent * (unlike - usual_);
    return cut;
}

}  // namespace ganemotion::face
