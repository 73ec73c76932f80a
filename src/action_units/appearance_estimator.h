#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "action_units/kernel_machine.h"
#include "ganemotion/action_units.h"

namespace ganemotion::action_units {

/// What is kept of a look at a face.
struct Impression {
    RestingFace frontal;
    std::array<Code, kRegions.size()> codes;
};

/// How strongly each action unit acts on a face, for whoever reads it: from shape, blendshapes and the
/// texture of the skin. Units that CFEE has too few labels of are the linear Estimator's. Thread-safe.
class AppearanceEstimator {
  public:
    /// Whether models/units/appearance.safetensors is there.
    static bool is_there();

    /// Reads it, or `weights`. Throws Error(kMissingModel).
    explicit AppearanceEstimator(const std::filesystem::path& weights = {});
    ~AppearanceEstimator();
    AppearanceEstimator(AppearanceEstimator&&) noexcept;

    [[nodiscard]] Impression look(const media::Picture& picture, const face::Face& face) const;

    /// Where no resting face is known. 0..1 each.
    [[nodiscard]] ActionUnits estimate(const Impression& seen) const;

    /// Beside the person's own face at rest. 0..1 each.
    [[nodiscard]] ActionUnits estimate(const Impression& seen, const Impression& resting) const;

    /// The resting face of a person seen several times: the mean of the calmest quarter. Precondition: at
    /// least one.
    [[nodiscard]] Impression resting(const std::vector<Impression>& seen) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Whether CFEE has enough labels of a unit to read it from the skin.
bool is_read_from_appearance(int unit);

}  // namespace ganemotion::action_units
