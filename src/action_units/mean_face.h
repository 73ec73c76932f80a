#pragma once

#include "face/face.h"
#include "nn/weights.h"

namespace ganemotion::action_units {

/// The mean face: symmetric, seen from the front, the origin at the middle of its rigid vertices; the unit of
/// length is the distance between the outer corners of the eyes. Shapes are compared and displacements are
/// given in its frame. `weights` is models/units/units.safetensors.
face::Vertices mean_face(const nn::Weights& weights);

/// The weights that everything which needs the mean face reads. Throws Error(kMissingModel).
nn::Weights read_unit_weights();

}  // namespace ganemotion::action_units
