#pragma once

#include <filesystem>
#include <vector>

#include "action_units/estimator.h"
#include "face/face.h"

namespace ganemotion::training {

/// The face of the largest box. Precondition: there is one.
const face::Face& largest(const std::vector<face::Face>& faces);

/// What the largest face of a clip does at rest, by one look in ten frames.
action_units::RestingFace resting_face_of(const std::filesystem::path& clip,
                                          const action_units::Estimator& estimator);

}  // namespace ganemotion::training
