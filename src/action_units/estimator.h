#pragma once

#include <memory>
#include <vector>

#include "action_units/resting_face.h"
#include "face/face.h"
#include "ganemotion/action_units.h"

namespace ganemotion::action_units {

/// How strongly each action unit acts on a face: a linear estimate from the shape of its mesh and its
/// blendshapes, fitted by training/units. Thread-safe.
class Estimator {
  public:
    /// Reads models/units/units.safetensors. Throws Error(kMissingModel).
    Estimator();
    ~Estimator();
    Estimator(Estimator&&) noexcept;

    /// Relative to the person's own face at rest: 0..1 each.
    [[nodiscard]] ActionUnits estimate(const face::Face& face, const RestingFace& resting) const;

    /// The same before it is limited to 0..1: small movements against a unit are negative. What migration
    /// works with, because a limit would make the edit jerk where a unit comes and goes.
    [[nodiscard]] ActionUnits estimate_unlimited(const face::Face& face, const RestingFace& resting) const;

    /// Where no resting face is known: against the mean of all people, less exact. 0..1 each.
    [[nodiscard]] ActionUnits estimate(const face::Face& face) const;

    /// The same of a face that was seen from the front already, as resting_face() gives it.
    [[nodiscard]] ActionUnits estimate(const RestingFace& seen, const RestingFace& resting) const;
    [[nodiscard]] ActionUnits estimate(const RestingFace& seen) const;

    /// The resting face of a person seen several times: the mean of the calmest quarter, those on which the
    /// units sum up to least. Precondition: at least one face.
    [[nodiscard]] RestingFace resting_face(const std::vector<face::Face>& seen) const;

    /// One picture taken as the person's resting face.
    [[nodiscard]] RestingFace resting_face(const face::Face& neutral) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The part of several looks that stands for rest: the calmest quarter by how much each shows, indexes of it.
std::vector<std::size_t> calmest(const std::vector<float>& activity);

}  // namespace ganemotion::action_units
