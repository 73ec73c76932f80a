#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"

namespace ganemotion::face {

/// Lengths are shares of the face's width, angles cosines.
struct VisibilityOptions {
    /// A vertex is hidden where the head's surface there looks away from the camera by more than 110 degrees
    /// (cosine), and wholly seen where by less than 95. The head is taken for a ball around the middle of the
    /// ears: seen from the front all vertices count, the ears too.
    float hidden_below = -0.34F, seen_above = -0.09F;
    /// Nearer to the picture's edge than this the mesh network guesses; outside of it there is nothing.
    float edge = 0.03F;
};

/// How much of each vertex the picture shows, from the place of the mesh alone: turned away and outside of
/// the picture are 0. What covers a face is covering.h's. `picture`: its size.
VertexShares visibility_of(const Vertices& mesh, cv::Size picture, const VisibilityOptions& options = {});

}  // namespace ganemotion::face
