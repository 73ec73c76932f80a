#pragma once

#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include <Eigen/Core>

#include "action_units/resting_face.h"
#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::action_units {

/// What units are read from, in this order: also the prefixes of the tensors that belong to each.
inline constexpr std::array<std::string_view, 5> kViews = {"shape", "blendshapes", "coarse", "fine", "light"};

/// The parts of a face that units are read in: also the prefixes of their tensors.
inline constexpr std::array<std::string_view, 2> kRegions = {"upper", "lower"};

/// One look at a face. Left and right are laid over each other: a unit has one intensity.
struct Observation {
    RestingFace frontal;  ///< shape and blendshapes as from the front, each side by itself
    std::array<Eigen::VectorXf, kViews.size()> views;
};

/// Looks at faces: their shape, their blendshapes and the texture of their skin. Thread-safe.
class Observer {
  public:
    /// Reads models/units/. Throws Error(kMissingModel).
    Observer();
    ~Observer();
    Observer(Observer&&) noexcept;

    [[nodiscard]] Observation observe(const media::Picture& picture, const face::Face& face) const;

    /// Which numbers of each view are read in a region, one of kRegions: the upper ends at the tip of the
    /// nose, the lower begins at the lower lids.
    [[nodiscard]] std::array<std::vector<Eigen::Index>, kViews.size()> rows_in(std::string_view region) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// How much the left half of the texture (the person's right) counts beside the other, 0..1, for a head that
/// is turned by `yaw` degrees (face::side_turn).
float left_share(float yaw);

}  // namespace ganemotion::action_units
