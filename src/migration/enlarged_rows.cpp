#include "migration/enlarged_rows.h"

#include <algorithm>

namespace ganemotion::migration {

EnlargedRows::Between EnlargedRows::between(int pixel, int pixels, int nodes) {
    const float per_pixel = static_cast<float>(nodes) / static_cast<float>(pixels);
    const float at = std::clamp((static_cast<float>(pixel) + 0.5F) * per_pixel - 0.5F, 0.0F,
                                static_cast<float>(nodes - 1));
    const int first = std::min(static_cast<int>(at), nodes - 2);
    return {first, at - static_cast<float>(first)};
}

EnlargedRows::EnlargedRows(cv::Mat nodes, cv::Size size) : nodes_(std::move(nodes)), height_(size.height) {
    CV_Assert(nodes_.type() == CV_32FC2 && nodes_.rows >= 2 && nodes_.cols >= 2);
    for (int x = 0; x < size.width; ++x) columns_.push_back(between(x, size.width, nodes_.cols));
    line_.resize(static_cast<std::size_t>(nodes_.cols));
    row_.resize(columns_.size());
}

std::span<const cv::Point2f> EnlargedRows::row(int y) {
    const Between rows = between(y, height_, nodes_.rows);
    const auto* above = nodes_.ptr<cv::Point2f>(rows.first);
    const auto* below = nodes_.ptr<cv::Point2f>(rows.first + 1);
    for (std::size_t i = 0; i < line_.size(); ++i) line_[i] = above[i] + rows.share * (below[i] - above[i]);
    for (std::size_t x = 0; x < row_.size(); ++x) {
        const cv::Point2f* left = &line_[static_cast<std::size_t>(columns_[x].first)];
        row_[x] = left[0] + columns_[x].share * (left[1] - left[0]);
    }
    return row_;
}

}  // namespace ganemotion::migration
