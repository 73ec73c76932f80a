#pragma once

#include <map>

#include "face/face.h"
#include "migration/attention_rule.h"
#include "migration/migrator.h"
#include "migration/standard_expressions.h"

namespace ganemotion::migration {

/// What a face of a still picture is asked for.
struct StillChange {
    Change change;
    Mouth mouth = Mouth::kAsItIs;
};

/// The attention rule for a picture, which has no speech to keep. `now`: the face's units; `expression`:
/// scaled by intensity already; `can_open`: teeth can be painted where lips part that touched.
StillChange still_change(const face::Face& face, const ActionUnits& now, const Expression& expression,
                         const Style& style, bool can_open);

/// The same for units that were asked for one by one: all others stay as they are, and these move as far as
/// they were asked to.
StillChange still_change_of_units(const face::Face& face, const ActionUnits& now,
                                  const std::map<int, double>& asked, const Style& style, bool can_open);

}  // namespace ganemotion::migration
