#pragma once

#include <memory>
#include <vector>

#include "action_units/resting_face.h"
#include "face/face.h"
#include "ganemotion/action_units.h"

namespace ganemotion::action_units {

/// How strongly each action unit acts on a face, from the shape of its mesh and its blendshapes, linear. Thread-safe.
class Estimator {
  public:
    /// Reads models/units/units.safetensors. Throws Error(kMissingModel).
    Estimator();
    ~Estimator();
    Estimator(Estimator&&) noexcept;

    /// Relative to the person's own face at rest: 0..1 each.
    [[nodiscard]] ActionUnits estimate(const face::Face& face, const RestingFace& resting) const;

    /// Where no resting face is known: against the mean face, less exact. 0..1 each.
    [[nodiscard]] ActionUnits estimate(const face::Face& face) const;

    /// The resting face in a video of a person: where the units are weakest over the faces seen.
    /// Precondition: at least one face.
    [[nodiscard]] RestingFace resting_face(const std::vector<face::Face>& seen) const;

    /// One picture taken as the person's resting face.
    [[nodiscard]] RestingFace resting_face(const face::Face& neutral) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::action_units
