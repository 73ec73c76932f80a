#include "migration/character.h"

#include <algorithm>
#include <cmath>

#include "action_units/estimator.h"

namespace ganemotion::migration {

namespace {

// Wide enough for what a face does now and then, not for a single frame whose mesh slipped.
constexpr double kLow = 0.05;
constexpr double kHigh = 0.95;

// A unit that is but a trace of an emotion stays one.
constexpr float kMostMore = 1.5F;

bool speech_moves(int unit) {
    return unit == 25 || unit == 26;
}

float quantile(std::vector<float> values, double share) {
    const auto at = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

}  // namespace

Character character_of(const std::vector<face::Face>& seen, const std::string& source) {
    const action_units::Estimator estimator;
    Character character;
    character.source = source;
    character.faces = static_cast<int>(seen.size());
    character.resting = estimator.resting_face(seen);
    character.expressions = standard_expressions();

    std::vector<ActionUnits> units;
    for (const face::Face& face : seen)
        units.push_back(estimator.estimate_unlimited(face, *character.resting));
    for (std::size_t i = 0; i < kActionUnitCount; ++i) {
        std::vector<float> values;
        for (const ActionUnits& one : units) values.push_back(one.values()[i]);
        character.range[i] = {quantile(values, kLow), quantile(values, kHigh)};
        if (speech_moves(kActionUnits[i])) continue;
        for (auto& [emotion, expression] : character.expressions)
            for (ActionUnits* form : {&expression.closed, &expression.open})
                if (float& asked = form->values()[i]; asked > 0 && emotion != Emotion::kNeutral)
                    asked = std::max(asked, std::min({1.0F, kMostMore * asked, character.range[i].high}));
    }
    return character;
}

}  // namespace ganemotion::migration
