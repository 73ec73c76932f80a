#pragma once

#include <torch/torch.h>

#include "training/ganimation/ganimation_options.h"

namespace ganemotion::training {

/// Total variation of masks [batch, 1, height, width]: squared differences to neighbours, summed over each
/// mask, mean over the batch.
torch::Tensor total_variation(const torch::Tensor& mask);

/// The published attention loss of a mask A, weighted.
torch::Tensor attention_loss(const torch::Tensor& mask, const GanimationLossOptions& options);

}  // namespace ganemotion::training
