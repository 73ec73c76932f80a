#pragma once

#include <array>

#include <opencv2/core.hpp>

namespace ganemotion::migration {

/// An eyeball as one plane of a picture shows it, completed where lids hide it: the iris goes on around its
/// middle as the mean of what is seen at each distance, the white as what is seen of it nearby.
class WholeEyeball {
  public:
    /// `plane` CV_8UC1. By pixel of it (CV_32FC1): `seen`, how much of what is seen is eyeball (0..1), and
    /// `distances` from the middle of the iris, in its radii.
    WholeEyeball(const cv::Mat& plane, const cv::Mat& seen, const cv::Mat& distances);

    /// Whether anything is known of its iris and its white. Precondition of at().
    [[nodiscard]] bool is_known() const;

    /// Its value, 0..255, at a place of the plane that lies so many radii from the middle of the iris.
    [[nodiscard]] float at(cv::Point2f place, float distance) const;

  private:
    static constexpr std::size_t kRings = 13;
    cv::Mat white_;                     ///< CV_32FC1, the plane's size
    std::array<float, kRings> iris_{};  ///< from the middle outward
};

}  // namespace ganemotion::migration
