#pragma once

#include <opencv2/core.hpp>

namespace ganemotion::migration {

/// The part of a plane that a region of plane 0 covers. `shift`: log2 of how many pixels of plane 0 share a
/// sample of the plane, across and down; `plane`: its size.
inline cv::Rect plane_part(const cv::Rect& region, cv::Point shift, cv::Size plane) {
    return cv::Rect(region.x >> shift.x, region.y >> shift.y, (region.width + (1 << shift.x) - 1) >> shift.x,
                    (region.height + (1 << shift.y) - 1) >> shift.y) &
           cv::Rect(cv::Point(), plane);
}

}  // namespace ganemotion::migration
