#pragma once

#include <span>
#include <vector>

#include <opencv2/core.hpp>

namespace ganemotion::migration {

/// A grid of nodes enlarged to a size in pixels, linearly and as cv::resize does it, one row at a time: the
/// whole would have left the cache before it is used.
class EnlargedRows {
  public:
    /// `nodes` CV_32FC2, at least two each way; they are shared, not copied.
    EnlargedRows(cv::Mat nodes, cv::Size size);

    /// The values of a row of pixels; they hold until the next call.
    std::span<const cv::Point2f> row(int y);

  private:
    /// Where a pixel lies between two nodes.
    struct Between {
        int first;
        float share;  ///< of the second
    };
    static Between between(int pixel, int pixels, int nodes);

    cv::Mat nodes_;
    int height_;
    std::vector<Between> columns_;
    std::vector<cv::Point2f> line_;  // of nodes, at the row's height
    std::vector<cv::Point2f> row_;
};

}  // namespace ganemotion::migration
