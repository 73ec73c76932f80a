#pragma once

#include <span>

#include <opencv2/core.hpp>

namespace ganemotion::migration {

/// A plane of 8 bits between its pixels: cubic convolution (Keys 1981, a = -0.75) over 4x4 of them, in steps
/// of 1/32 pixel, as cv::remap does it in three times the time. Beyond its border the plane goes on as it
/// ends. Thread-safe.
class BicubicSampler {
  public:
    /// `plane` CV_8UC1, which is copied.
    explicit BicubicSampler(const cv::Mat& plane);

    /// The values at places in pixels of the plane, (0, 0) the centre of its first; at a pixel exactly its
    /// own.
    void sample(std::span<const cv::Point2f> places, std::span<uchar> values) const;

  private:
    cv::Mat bordered_;
    cv::Size size_;
};

}  // namespace ganemotion::migration
