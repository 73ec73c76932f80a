#include "migration/topology.h"

#include <cmath>
#include <map>
#include <utility>

#include <opencv2/imgproc.hpp>

namespace ganemotion::migration {

namespace {

// The axis of the cylinder lies half an eye distance behind the farthest vertex: a mild unrolling
// (prototype).
constexpr float kAxisBehindFace = 0.55F;

// Subdiv2D takes points as one that are nearer than its fixed tolerance, so the unit must be large.
constexpr float kScale = 1000;

std::vector<cv::Point2f> unrolled(const face::Vertices& mean_face) {
    const float axis = mean_face.topRows(face::kFaceVertexCount).col(2).maxCoeff() + kAxisBehindFace;
    std::vector<cv::Point2f> flat;
    for (int i = 0; i < face::kFaceVertexCount; ++i)
        flat.push_back(kScale *
                       cv::Point2f(std::atan2(mean_face(i, 0), axis - mean_face(i, 2)), mean_face(i, 1)));
    return flat;
}

void add_ring(std::vector<cv::Point2f>& flat, float factor) {
    cv::Point2f centre;
    for (int i = 0; i < face::kFaceVertexCount; ++i) centre += flat[static_cast<std::size_t>(i)];
    centre /= static_cast<float>(face::kFaceVertexCount);
    for (const int vertex : kOutline)
        flat.push_back(centre + factor * (flat[static_cast<std::size_t>(vertex)] - centre));
}

}  // namespace

std::vector<Triangle> triangulate(const face::Vertices& mean_face) {
    std::vector<cv::Point2f> flat = unrolled(mean_face);
    add_ring(flat, kInnerRing);
    add_ring(flat, kOuterRing);

    // Subdiv2D wants all points inside of a rectangle, and gives corners back as coordinates.
    constexpr float kMargin = 1;
    cv::Rect2f bounds(flat.front(), cv::Size2f());
    for (const auto& point : flat) bounds |= cv::Rect2f(point, cv::Size2f(kMargin, kMargin));
    bounds -= cv::Point2f(kMargin, kMargin);
    bounds += cv::Size2f(2 * kMargin, 2 * kMargin);
    cv::Subdiv2D subdivision(
        cv::Rect(cvFloor(bounds.x), cvFloor(bounds.y), cvCeil(bounds.width) + 1, cvCeil(bounds.height) + 1));
    std::map<std::pair<float, float>, int> index_of;
    for (std::size_t i = 0; i < flat.size(); ++i) {
        subdivision.insert(flat[i]);
        index_of[{flat[i].x, flat[i].y}] = static_cast<int>(i);
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

}  // namespace ganemotion::migration
