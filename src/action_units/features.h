#pragma once

#include <Eigen/Core>

#include "face/face.h"

namespace ganemotion::action_units {

/// What the linear estimates look at: the vertices of the pose-normalised mesh, then the blendshapes.
inline constexpr int kShapeFeatures = face::kVertexCount * 3;
inline constexpr int kFeatures = kShapeFeatures + face::kBlendshapeCount;
using Features = Eigen::VectorXf;  ///< kFeatures long

Features features_of(const face::Vertices& normalised_mesh, const face::Blendshapes& blendshapes);

}  // namespace ganemotion::action_units
