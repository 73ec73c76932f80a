#pragma once

#include <array>
#include <vector>

#include "cfee/cfee.h"

namespace ganemotion::training {

/// For each vertex the one on the other side of the face; itself on the midline.
using MirrorPairs = std::array<int, face::kVertexCount>;

struct MeanFace {
    face::Vertices mesh;  ///< symmetric, frontal, the outer corners of the eyes 1 apart
    MirrorPairs mirror{};
};

/// The mean of the meshes after their poses are taken out (generalised Procrustes), made symmetric.
MeanFace fit_mean_face(const std::vector<MeasuredPortrait>& portraits);

/// A mesh in the frame of the mean face as a mirror would show it.
face::Vertices mirrored(const face::Vertices& mesh, const MirrorPairs& mirror);

/// Blendshapes with left and right exchanged.
face::Blendshapes mirrored(const face::Blendshapes& blendshapes);

}  // namespace ganemotion::training
