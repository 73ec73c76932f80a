#include "migration/still_change.h"

#include "migration/lips.h"

namespace ganemotion::migration {

namespace {

// An open mouth is opened further by stretching what is seen in it; by more than half of what an expression
// asks for, teeth grow long.
constexpr double kOpening = 0.5;

// Closed lips part by so much of what an expression asks for: with teeth between them as much is read, and
// the face is more like the person's own.
constexpr double kParting = 0.8;

// Below this opening nothing that is worth keeping is seen between the lips, and teeth are painted.
constexpr double kWorthKeeping = 0.35;

// Fear stretches (AU20) a mouth that it opens: everybody who posed it had parted lips. Closed lips that are
// stretched as far read as a smile.
constexpr double kStretchOfClosedLips = 0.25;

bool parts_closed_lips(const ActionUnits& wanted, double openness) {
    return openness < kWorthKeeping && wanted[25] + wanted[26] > 0;
}

}  // namespace

StillChange still_change(const face::Face& face, const ActionUnits& now, const Expression& expression,
                         const Style& style, bool can_open) {
    const double openness = mouth_openness(face.mesh);
    ActionUnits wanted = expression.at(openness);
    StillChange result;
    Style as_far_as_it_goes = style;
    if (can_open && parts_closed_lips(wanted, openness)) {
        result.mouth = Mouth::kOpens;
        as_far_as_it_goes.alpha_opening *= kParting;
    } else {
        as_far_as_it_goes.alpha_opening *= kOpening * openness;
        wanted[20] *= static_cast<float>(kStretchOfClosedLips + (1 - kStretchOfClosedLips) * openness);
    }
    result.change = change_for(now, wanted, as_far_as_it_goes);
    return result;
}

StillChange still_change_of_units(const face::Face& face, const ActionUnits& now,
                                  const std::map<int, double>& asked, const Style& style, bool can_open) {
    ActionUnits wanted;
    for (const auto& [unit, value] : asked) wanted[unit] = static_cast<float>(value);
    const ActionUnits change = attention_rule(now, wanted, style);
    ActionUnits asked_alone;
    for (const auto& [unit, value] : asked) asked_alone[unit] = change[unit];
    StillChange result{asked_alone};
    if (can_open && parts_closed_lips(wanted, mouth_openness(face.mesh))) result.mouth = Mouth::kOpens;
    return result;
}

}  // namespace ganemotion::migration
