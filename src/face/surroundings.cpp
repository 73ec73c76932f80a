#include "face/surroundings.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "face/coarse_luma.h"

namespace ganemotion::face {

namespace {

// A face of a quarter of the picture has twelve across; a hand before it covers a dozen of them.
constexpr int kCells = 48;
// Of each, so many pixels across are looked at.
constexpr int kSamples = 4;

}  // namespace

Surroundings::Surroundings(const media::Picture& picture, const SurroundingsOptions& options)
    : options_(options),
      cell_(static_cast<float>(std::max(picture.size().width, picture.size().height)) / kCells) {
    const auto cells = [&](int pixels) {
        return std::max(1, static_cast<int>(std::lround(static_cast<float>(pixels) / cell_)));
    };
    const cv::Size size(cells(picture.size().width), cells(picture.size().height));
    luma_ = coarse_luma(picture, size, kSamples);
}

float Surroundings::changed_since(const Surroundings& before, const cv::Rect2f& face) const {
    if (before.luma_.size() != luma_.size() || before.cell_ != cell_)
        return std::numeric_limits<float>::infinity();
    const cv::Mat change = cv::abs(luma_ - before.luma_);
    const auto most = static_cast<float>(options_.change * (cv::mean(luma_)[0] + options_.black));
    const cv::Point2f middle = (face.tl() + face.br()) / 2;
    int changed = 0;
    for (int y = 0; y < change.rows; ++y)
        for (int x = 0; x < change.cols; ++x) {
            const float across = std::abs((static_cast<float>(x) + 0.5F) * cell_ - middle.x);
            const float down = std::abs((static_cast<float>(y) + 0.5F) * cell_ - middle.y);
            if (across < options_.beside * face.width && down < options_.beside * face.height) continue;
            if (std::max(across, down) > options_.as_far_as * face.width) continue;
            changed += change.at<float>(y, x) > most ? 1 : 0;
        }
    return static_cast<float>(changed) * cell_ * cell_ / face.area();
}

}  // namespace ganemotion::face
