#pragma once

#include <optional>

#include "ganemotion/action_units.h"
#include "ganemotion/seconds.h"

namespace ganemotion::migration {

/// The slow part of what a face does. An expression is held for a sentence; speech and blinks move the face
/// within a tenth of a second. The attention rule works on the slow part: so the lips keep their whole motion
/// (a rule on the momentary units would shrink it by alpha_mouth), and the edit does not tremble with the
/// mesh.
class SlowUnits {
  public:
    /// The units of the next frame of this face; gives their slow part. AU45 (blink) is passed on as it is.
    /// `time` must not go back.
    ActionUnits follow(const ActionUnits& units, Seconds time);

  private:
    std::optional<ActionUnits> slow_;
    Seconds first_{}, last_{};
};

}  // namespace ganemotion::migration
