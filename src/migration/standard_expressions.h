#pragma once

#include <filesystem>
#include <map>

#include <nlohmann/json_fwd.hpp>

#include "ganemotion/action_units.h"
#include "ganemotion/emotion.h"

namespace ganemotion::migration {

/// What each emotion looks like: intensities 0..1 of action units, relative to the resting face.
using ExpressionLibrary = std::map<Emotion, ActionUnits>;

/// The program's own, models/geometry/standard_expressions.json: the units of the published Table I with
/// intensities learned from posed expressions (docs/models/geometry.md). Throws Error(kMissingModel).
ExpressionLibrary standard_expressions();

/// A library: {"happy": {"AU06": 0.5, ...}, ...}. Emotions that it lacks are the standard ones. Throws
/// Error(kUnreadableInput) naming the file that it is from and the entry.
ExpressionLibrary expressions_from(const nlohmann::ordered_json& library, const std::filesystem::path& file);

}  // namespace ganemotion::migration
