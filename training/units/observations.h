#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "action_units/observer.h"
#include "cfee/cfee.h"
#include "cfee/person_table.h"
#include "units/damage.h"

namespace ganemotion::training {

/// Portraits as the program's Observer sees them, a row each.
struct Observations {
    std::vector<MeasuredPortrait> portraits;
    std::array<Matrix, action_units::kViews.size()> views;

    [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(portraits.size()); }
};

using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// Of pictures as they are, whose faces are measured already.
Observations observe(const std::vector<MeasuredPortrait>& portraits, const std::filesystem::path& folder,
                     const Progress& progress);

/// Of damaged pictures, in which the face is looked for again; those without one are left out.
/// `damage_of`: what is done to the portrait in that place.
Observations observe_damaged(const std::vector<MeasuredPortrait>& portraits,
                             const std::filesystem::path& folder,
                             const std::function<const Damage&(std::size_t)>& damage_of,
                             const Progress& progress);

/// Those that are written there already; nothing where they are not, or of other portraits.
std::optional<Observations> read_observations(const std::filesystem::path& file,
                                              const std::vector<MeasuredPortrait>& portraits);
void write_observations(const Observations& observations, const std::filesystem::path& file);

}  // namespace ganemotion::training
