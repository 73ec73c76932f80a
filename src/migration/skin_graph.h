#pragma once

#include <memory>

#include "nn/weights.h"

namespace ov {
class Model;
}

namespace ganemotion::migration {

/// What the generator of the skin computes beside its weights; the trainer (training/skin/generator.cpp) has
/// them from here.
namespace skin_constants {
inline constexpr float kGate = 0.5F;  ///< no change, no paint: share 1 - exp(-kGate |change in deviations|^2)
inline constexpr float kBlackLevel =
    0.1F;  ///< contrast of a dark face is enlarged up to ten times, not without end
inline constexpr float kContrast =
    1.5F;  ///< skin varies by a third of its brightness: inputs of about unit size
/// Of the logarithm of light: a fold is at most 2.5 times as dark (prototype). A fold that goes is made
/// lighter by less: multiplied, its red brown would become orange.
inline constexpr float kMostDarker = 0.9F;
inline constexpr float kMostLighter = 0.3F;
inline constexpr float kMostBias =
    0.15F;  ///< of colour, 0..1: enough for a flush, too little to repaint (prototype)
inline constexpr float kBiasOfBlack = 0.15F;  ///< colour of a black texel may change this much of it
}  // namespace skin_constants

/// The generator for the program. Inputs: texture [1, 3, side, side] RGB 0..1, change [1, units], what the
/// texture shows now [1, units] 0..1. Outputs:
/// gain [1, 1, side, side], bias [1, 3, side, side], share [1, 1, side, side] (1 - attention mask A):
/// edited = gain * texture + bias. Throws Error(kMissingModel).
std::shared_ptr<ov::Model> skin_graph(const nn::Weights& weights);

}  // namespace ganemotion::migration
