#include "face/unrolling.h"

#include <cmath>
#include <map>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {

namespace {

// The axis of the cylinder lies half an eye distance behind the farthest vertex: a mild unrolling
// (prototype).
constexpr float kAxisBehindFace = 0.55F;

// Subdiv2D takes points as one that are nearer than its fixed tolerance, so the unit must be large.
constexpr float kScale = 1000;

}  // namespace

std::vector<cv::Point2f> unrolled(const Vertices& mean_face) {
    const float axis = mean_face.topRows(kFaceVertexCount).col(2).maxCoeff() + kAxisBehindFace;
    std::vector<cv::Point2f> flat;
    for (int i = 0; i < kFaceVertexCount; ++i)
        flat.push_back(kScale *
                       cv::Point2f(std::atan2(mean_face(i, 0), axis - mean_face(i, 2)), mean_face(i, 1)));
    return flat;
}

std::vector<Triangle> delaunay(const std::vector<cv::Point2f>& points) {
    // Subdiv2D wants all points inside of a rectangle, and gives corners back as coordinates.
    constexpr float kMargin = 1;
    cv::Rect2f bounds(points.front(), cv::Size2f());
    for (const auto& point : points) bounds |= cv::Rect2f(point, cv::Size2f(kMargin, kMargin));
    bounds -= cv::Point2f(kMargin, kMargin);
    bounds += cv::Size2f(2 * kMargin, 2 * kMargin);
    cv::Subdiv2D subdivision(
        cv::Rect(cvFloor(bounds.x), cvFloor(bounds.y), cvCeil(bounds.width) + 1, cvCeil(bounds.height) + 1));
    std::map<std::pair<float, float>, int> index_of;
    for (std::size_t i = 0; i < points.size(); ++i) {
        subdivision.insert(points[i]);
        index_of[{points[i].x, points[i].y}] = static_cast<int>(i);
    }
    std::vector<cv::Vec6f> corners;
    subdivision.getTriangleList(corners);

    std::vector<Triangle> triangles;
    for (const cv::Vec6f& c : corners) {
        const auto a = index_of.find({c[0], c[1]});
        const auto b = index_of.find({c[2], c[3]});
        const auto d = index_of.find({c[4], c[5]});
        // Triangles with a corner of the enclosing rectangle are not of the face.
        if (a != index_of.end() && b != index_of.end() && d != index_of.end())
            triangles.push_back({a->second, b->second, d->second});
    }
    return triangles;
}

}  // namespace ganemotion::face
