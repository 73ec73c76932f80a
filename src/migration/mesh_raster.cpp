#include "migration/mesh_raster.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ganemotion::migration {

namespace {

float cross(cv::Point2f a, cv::Point2f b) {
    return a.x * b.y - a.y * b.x;
}

void fill_triangle(cv::Mat& grid, const std::array<RasterPoint, 3>& p) {
    const float area = cross(p[1].at - p[0].at, p[2].at - p[0].at);
    if (std::abs(area) < 1e-6F) return;
    const auto [left, right] = std::minmax({p[0].at.x, p[1].at.x, p[2].at.x});
    const auto [top, bottom] = std::minmax({p[0].at.y, p[1].at.y, p[2].at.y});
    constexpr float kEdge = -1e-4F;  // nodes on a shared edge belong to both
    const int first = std::max(0, cvCeil(left)), last = std::min(grid.cols - 1, cvFloor(right));
    // From a node to the next in its row the weights of the corners change evenly.
    const float a_step = (p[1].at.y - p[2].at.y) / area, b_step = (p[2].at.y - p[0].at.y) / area;
    for (int y = std::max(0, cvCeil(top)); y <= std::min(grid.rows - 1, cvFloor(bottom)); ++y) {
        const cv::Point2f at(static_cast<float>(first), static_cast<float>(y));
        const float a_first = cross(p[1].at - at, p[2].at - at) / area;
        const float b_first = cross(p[2].at - at, p[0].at - at) / area;
        auto* const row = grid.ptr<cv::Point2f>(y);
        for (int x = first; x <= last; ++x) {
            const float a = a_first + static_cast<float>(x - first) * a_step;
            const float b = b_first + static_cast<float>(x - first) * b_step;
            const float c = 1 - a - b;
            if (a < kEdge || b < kEdge || c < kEdge) continue;
            row[x] = a * p[0].value + b * p[1].value + c * p[2].value;
        }
    }
}

}  // namespace

void fill(cv::Mat& grid, const std::vector<RasterPoint>& points,
          const std::vector<face::Triangle>& triangles) {
    const auto point = [&](int index) -> const RasterPoint& {
        return points[static_cast<std::size_t>(index)];
    };
    std::vector<std::pair<float, std::size_t>> order;
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        const face::Triangle& t = triangles[i];
        order.emplace_back(-(point(t[0]).depth + point(t[1]).depth + point(t[2]).depth), i);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [away, i] : order) {
        const face::Triangle& t = triangles[i];
        fill_triangle(grid, {point(t[0]), point(t[1]), point(t[2])});
    }
}

}  // namespace ganemotion::migration
