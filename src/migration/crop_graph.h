#pragma once

#include <memory>

#include "nn/weights.h"

namespace ov {
class Model;
}

namespace ganemotion::migration {

/// What the generator of GANimation computes beside its weights; the trainer (training/ganimation) has it
/// from here.
namespace crop_constants {
inline constexpr float kNormFloor = 1e-5F;  ///< added to the variance by instance normalisation
}

/// The generator as published (Pumarola et al. 2018), for the program. Inputs: crop [1, 3, side, side] RGB
/// 0..1, units [1, units] 0..1, those that the face shall show. Outputs: colour mask C [1, 3, side, side]
/// 0..1, attention mask A [1, 1, side, side]: edited = A * crop + (1 - A) * C. Throws Error(kMissingModel).
std::shared_ptr<ov::Model> crop_graph(const nn::Weights& weights);

}  // namespace ganemotion::migration
