#pragma once

#include "face/face.h"

namespace ganemotion::migration {

/// How far the lips are apart, 0 (touching) to 1 (what lies between them can be seen). An expression opens a
/// mouth only as far as it is open: lips that are pulled apart show stretched lips where teeth should be, and
/// in speech p, b and m would not close.
double mouth_openness(const face::Vertices& mesh);

/// Takes out of a displacement (in the frame of the mean face) what would part the lips, as far as they
/// touch: the gap between them grows by `openness` of what it would. Both lips keep their thickness.
void keep_lips_together(face::Vertices& displacement, double openness);

}  // namespace ganemotion::migration
