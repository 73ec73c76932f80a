#pragma once

#include <filesystem>
#include <functional>

#include "nn/weights.h"

namespace ganemotion::training {

/// Chosen by the agreement of units at 30 degrees on the people trained on.
struct TurningFitOptions {
    int every = 7;                   ///< one portrait in so many of the people trained on ...
    int views = 4;                   ///< ... is turned so often, by angles of chance
    float widest = 52;               ///< degrees, either way: a little beyond action_units::kWidestYaw
    int components = 40;             ///< principal components of what is seen, that the change depends on
    float blendshape_weight = 0.1F;  ///< of scores 0..1 beside eye distances
    float penalty = 10;              ///< of the ridge, on inputs of unit variance
    unsigned seed = 1;
};

/// The tensors of models/units/turning.safetensors (action_units::FrontalView): portraits of the CFEE folder
/// are turned, found again, and what is then seen is fitted to what is seen in front.
nn::Weights fit_turning(const std::filesystem::path& folder, const TurningFitOptions& options,
                        const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace ganemotion::training
