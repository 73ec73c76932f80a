#pragma once

#include <array>
#include <vector>

#include "face/face.h"
#include "face/unrolling.h"

namespace ganemotion::migration {

/// The outline of the face: 36 vertices of the mesh around forehead, temples, jaw and chin.
inline constexpr std::array kOutline = {10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                                        397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                                        172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};

/// The edges of the lids, from the outer corner of an eye to the inner one, and the middle of the iris, which
/// four vertices of its rim follow.
struct EyeVertices {
    std::array<int, 9> upper, lower;
    int iris;
};
/// The person's right eye and left eye.
inline constexpr std::array<EyeVertices, 2> kEyes = {
    {{{33, 246, 161, 160, 159, 158, 157, 173, 133}, {33, 7, 163, 144, 145, 153, 154, 155, 133}, 468},
     {{263, 466, 388, 387, 386, 385, 384, 398, 362}, {263, 249, 390, 373, 374, 380, 381, 382, 362}, 473}}};

/// The vertices around the opening of an eye.
std::vector<int> outline_of(const EyeVertices& eye);

/// Around the outline lie two rings, of as many points, over which displacement fades: on the inner one a
/// part of the outline's is left, on the outer one nothing. (Factors of the distance from the middle of the
/// face; prototype.)
inline constexpr float kInnerRing = 1.28F;
inline constexpr float kOuterRing = 1.7F;
inline constexpr float kInnerRingShare = 0.35F;

/// Points of a warp: the 468 vertices of the face, the inner ring, the outer ring.
inline constexpr int kInnerRingStart = face::kFaceVertexCount;
inline constexpr int kOuterRingStart = kInnerRingStart + static_cast<int>(kOutline.size());
inline constexpr int kWarpPointCount = kOuterRingStart + static_cast<int>(kOutline.size());

using face::Triangle;

/// Triangles over the points of a warp: a Delaunay triangulation of the mean face unrolled from a cylinder,
/// so that cheeks that look sideways get room, with its rings.
std::vector<Triangle> triangulate(const face::Vertices& mean_face);

}  // namespace ganemotion::migration
