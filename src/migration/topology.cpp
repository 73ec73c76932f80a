#include "migration/topology.h"

namespace ganemotion::migration {

namespace {

void add_ring(std::vector<cv::Point2f>& flat, float factor) {
    cv::Point2f centre;
    for (int i = 0; i < face::kFaceVertexCount; ++i) centre += flat[static_cast<std::size_t>(i)];
    centre /= static_cast<float>(face::kFaceVertexCount);
    for (const int vertex : kOutline)
        flat.push_back(centre + factor * (flat[static_cast<std::size_t>(vertex)] - centre));
}

}  // namespace

std::vector<int> outline_of(const EyeVertices& eye) {
    std::vector<int> outline(eye.upper.begin(), eye.upper.end());
    outline.insert(outline.end(), eye.lower.rbegin() + 1, eye.lower.rend() - 1);
    return outline;
}

std::vector<Triangle> triangulate(const face::Vertices& mean_face) {
    std::vector<cv::Point2f> flat = face::unrolled(mean_face);
    add_ring(flat, kInnerRing);
    add_ring(flat, kOuterRing);
    return face::delaunay(flat);
}

}  // namespace ganemotion::migration
