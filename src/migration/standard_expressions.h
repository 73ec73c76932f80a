#pragma once

#include <filesystem>
#include <map>

#include <nlohmann/json_fwd.hpp>

#include "ganemotion/action_units.h"
#include "ganemotion/emotion.h"

namespace ganemotion::migration {

/// What an emotion looks like: intensities 0..1 of action units, relative to the resting face. A closed smile
/// is not an open one without its opening, so there are two forms.
struct Expression {
    ActionUnits closed;  ///< on a closed mouth; parts the lips where nobody shows the emotion without
    ActionUnits open;    ///< on an open mouth

    /// Between the two, by how far the mouth is open, 0..1.
    [[nodiscard]] ActionUnits at(double openness) const;

    friend bool operator==(const Expression&, const Expression&) = default;
};

/// How far a mouth that shows these units is open, 0 (closed) to 1 (the open form is whole).
double openness_of(const ActionUnits& now);

/// Both forms times a factor.
Expression operator*(float factor, const Expression& expression);

using ExpressionLibrary = std::map<Emotion, Expression>;

/// The program's own, models/geometry/standard_expressions.json: the units of the published Table I with
/// intensities learned from posed expressions (docs/models/migration.md). Throws Error(kMissingModel).
ExpressionLibrary standard_expressions();

/// A library: {"happy": {"AU06": 0.5, ...}, "sad": {"closed": {"AU01": 0.4, ...}, "open": {...}}, ...}; one
/// form alone is both. Emotions that it lacks are the standard ones. Throws Error(kUnreadableInput) naming
/// the file that it is from and the entry.
ExpressionLibrary expressions_from(const nlohmann::ordered_json& library, const std::filesystem::path& file);

/// As expressions_from reads it.
nlohmann::ordered_json to_json(const ExpressionLibrary& library);

}  // namespace ganemotion::migration
