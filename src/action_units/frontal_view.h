#pragma once

#include <Eigen/Core>

#include "action_units/features.h"
#include "nn/weights.h"

namespace ganemotion::action_units {

/// Sees a turned head from the front. A network that was trained on pictures guesses the far half of a turned
/// face and flattens the near one: the shape that it finds depends on the angle, not on the face alone. What
/// is added to take that out is a polynomial of the sine of the yaw whose coefficients are linear in what is
/// seen, fitted by training/face to faces that were turned through their own mesh.
class FrontalView {
  public:
    /// `weights`: models/units/turning.safetensors. Throws Error(kMissingModel).
    explicit FrontalView(const nn::Weights& weights);

    /// `seen`: features in the frame of the mean face, of a head turned by `yaw` degrees (face::side_turn).
    /// Unchanged at 0; beyond kWidestYaw as there.
    [[nodiscard]] Features frontal(const Features& seen, float yaw) const;

  private:
    Features mean_;
    Eigen::MatrixXf components_;    // [features, components]
    Eigen::MatrixXf coefficients_;  // [features, turning inputs]
};

/// The fit saw no heads that were turned further.
inline constexpr float kWidestYaw = 50;  ///< degrees, either way

/// What the change is linear in: the powers of the yaw's sine, each by itself and times each component.
Eigen::VectorXf turning_inputs(const Eigen::VectorXf& components, float yaw);

/// The weights that the estimator reads. Throws Error(kMissingModel).
nn::Weights read_turning_weights();

}  // namespace ganemotion::action_units
