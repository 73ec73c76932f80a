#pragma once

#include <array>

#include <opencv2/core.hpp>

#include "face/face.h"

namespace ganemotion::migration {

/// The opening between the lids of one eye, seen along the line through its corners. Depths are in widths of
/// the eye.
class LidOpening {
  public:
    /// `eye`: of kEyes.
    LidOpening(const face::Vertices& mesh, std::size_t eye);

    struct Place {
        float along = 0;                           ///< 0..1 from corner to corner
        float below_upper = -1, above_lower = -1;  ///< depths, negative outside of the opening
    };
    [[nodiscard]] Place place(cv::Point2f at) const;
    /// The point that far along, `share` of the way from the upper lid to the lower.
    [[nodiscard]] cv::Point2f point(float along, float share) const;
    /// Height over width: a third in an eye at rest, 0 in a closed one.
    [[nodiscard]] float openness() const { return openness_; }
    [[nodiscard]] float width() const { return width_; }
    [[nodiscard]] cv::Point2f middle() const { return first_ + width_ / 2 * along_; }
    [[nodiscard]] cv::Point2f along() const { return along_; }
    [[nodiscard]] cv::Point2f down() const { return down_; }
    [[nodiscard]] cv::Rect2f box() const { return box_; }

  private:
    static constexpr int kColumns = 64;
    cv::Point2f first_, along_, down_;
    float width_ = 0, openness_ = 0;
    using Lid = std::array<float, kColumns>;
    Lid upper_{}, lower_{};  ///< below the line, in widths
    cv::Rect2f box_;

    [[nodiscard]] static float below(const Lid& lid, float along);
};

}  // namespace ganemotion::migration
