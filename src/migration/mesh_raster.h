#pragma once

#include <functional>
#include <vector>

#include <opencv2/core.hpp>

#include "face/unrolling.h"

namespace ganemotion::migration {

/// A corner of triangles on a grid: where it lies, in nodes, the value there, and how far from the camera.
struct RasterPoint {
    cv::Point2f at;
    cv::Point2f value;
    float depth = 0;
};

/// Fills the nodes (CV_32FC2) inside of the triangles with the values of their corners, linearly. Triangles
/// that lie farther away are filled first: a turned head hides its far cheek behind the near one.
void fill(cv::Mat& grid, const std::vector<RasterPoint>& points,
          const std::vector<face::Triangle>& triangles);

}  // namespace ganemotion::migration
