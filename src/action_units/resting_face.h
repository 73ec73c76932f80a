#pragma once

#include "face/face.h"

namespace ganemotion::action_units {

/// A person's face at rest: what "nothing moves" looks like on them. The mesh is pose-normalised into the
/// frame of the mean face.
struct RestingFace {
    face::Vertices mesh;
    face::Blendshapes blendshapes{};
};

}  // namespace ganemotion::action_units
