#pragma once

#include <string>

#include "ganemotion/action_units.h"
#include "ganemotion/emotion.h"

namespace ganemotion::migration {

/// How far migration goes towards the target: the two alphas of the expression attention rule.
struct Style {
    double alpha_mouth = 0.3;  ///< 0..1 and more; small keeps the speech
    double alpha_rest = 0.9;   ///< 0..1 and more; above 1 exaggerates
};

/// "news", "natural", "cartoon"; throws Error(kUsage) for another name.
Style style_named(const std::string& name);

/// y_c of the published rule: y_c = (1 - alpha) * y_j + alpha * y_e, with alpha_mouth for units of the mouth and
/// alpha_rest elsewhere. y_e is the emotion's standard expression times `intensity` (0..1). Units that the emotion does
/// not name relax towards rest (0) by the same rule, as far as the face shows them.
/// `now` is relative to the resting face.
ActionUnits target_units(const ActionUnits& now, Emotion emotion, double intensity, const Style& style);

}  // namespace ganemotion::migration
