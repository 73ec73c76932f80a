#pragma once

#include "expression/backbone.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// VGG16's weights at other widths, none smaller, with the same answers but for a little noise: channels that
/// are new repeat old ones, and what they feed shares its weights between the copies (Chen et al. 2016,
/// Net2Net). The noise, 2 % of each weight, lets copies part in training. Throws Error(kUsage) for a residual
/// backbone or a smaller width.
nn::Weights widened(const nn::Weights& weights, expression::BackboneKind kind,
                    const expression::Widths& widths, std::uint32_t seed);

}  // namespace ganemotion::training
