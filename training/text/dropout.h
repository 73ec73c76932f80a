#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

/// Inverted dropout (Srivastava et al. 2014) whose random numbers are a hash of the position: libtorch draws
/// them one by one, which takes a sixth of a training step. Repeatable by torch::manual_seed().
torch::Tensor dropped_out(const torch::Tensor& values, double share);

}  // namespace ganemotion::training
