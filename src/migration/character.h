#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "action_units/resting_face.h"
#include "face/face.h"
#include "migration/standard_expressions.h"

namespace ganemotion::migration {

/// One face, measured from footage of it: what `--character` brings to migration.
struct Character {
    /// How far a unit goes on this face, relative to its rest: the 5th and the 95th percentile.
    struct Range {
        float low = 0;
        float high = 0;
    };

    std::string source;                                ///< the files it was measured from
    int faces = 0;                                     ///< how many looks at it that were
    std::optional<action_units::RestingFace> resting;  ///< nothing: to be found in the video itself
    std::array<Range, kActionUnitCount> range{};       ///< in the order of kActionUnits
    ExpressionLibrary expressions;                     ///< of every emotion
};

/// From all looks at a face, at least one.
///
/// Its expressions are the standard ones; but where the footage shows a unit stronger than a standard
/// expression asks for, the expression asks for as much (at most half as much again, and 1), because on this
/// face less is only its ordinary play. Units that open the mouth (AU25, AU26) keep the standard intensity:
/// speech moves them. A unit that the footage does not show keeps it too: a flat face tells nothing of what
/// it can do.
Character character_of(const std::vector<face::Face>& seen, const std::string& source);

/// Reads what to_json wrote, or a person: "expressions" alone is enough, and an emotion that it lacks is the
/// standard one. Throws Error(kUnreadableInput) naming the file and the entry.
Character read_character(const std::filesystem::path& file);

std::string to_json(const Character& character);

}  // namespace ganemotion::migration
