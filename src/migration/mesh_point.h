#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"

namespace ganemotion::migration {

/// Where the picture shows a vertex.
inline cv::Point2f point_of(const face::Vertices& mesh, int vertex) {
    return {mesh(vertex, 0), mesh(vertex, 1)};
}

}  // namespace ganemotion::migration
