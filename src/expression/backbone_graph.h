#pragma once

#include <memory>

#include "expression/backbone.h"

namespace ov {
class Model;
}

namespace ganemotion::expression {

/// A backbone from its weights, batch normalisation folded into the convolutions. Input: [2, 1, 48, 48], a
/// normalised picture and its mirror image. Outputs: the features [2, features] and the seven probabilities
/// [2, 7]. Throws Error(kMissingModel) naming what the weights lack.
std::shared_ptr<ov::Model> backbone_graph(BackboneKind kind, const nn::Weights& weights);

/// Pictures that the graph sees at a time.
inline constexpr int kViews = 2;

}  // namespace ganemotion::expression
