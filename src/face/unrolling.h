#pragma once

#include <array>
#include <vector>

#include <opencv2/core.hpp>

#include "face/face.h"

namespace ganemotion::face {

using Triangle = std::array<int, 3>;

/// The 468 vertices of the mean face on a plane: unrolled from a cylinder behind it, so that cheeks that look
/// sideways get room. In thousandths of the distance between the outer corners of the eyes, y down.
std::vector<cv::Point2f> unrolled(const Vertices& mean_face);

/// Delaunay triangulation of points that are at least a unit apart.
std::vector<Triangle> delaunay(const std::vector<cv::Point2f>& points);

}  // namespace ganemotion::face
