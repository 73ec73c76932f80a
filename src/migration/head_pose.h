#pragma once

#include "face/face.h"
#include "face/pose.h"
#include "ganemotion/emotion.h"

namespace ganemotion::migration {

/// How far a head nods when it shows an emotion at intensity 1, in degrees, positive down: a sad head sinks,
/// a surprised or frightened one draws back (Wallbott 1998), the others keep their pose.
double nod_of(Emotion emotion);

/// Displacement of each vertex, in pixels of the picture, when the head nods by `degrees` about the line
/// through its ears: the face slides over the outline, which stays.
face::Vertices nod_displacement(const face::Vertices& mesh, const face::Pose& pose, double degrees);

}  // namespace ganemotion::migration
