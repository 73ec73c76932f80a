#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

/// relu(features * (1 + scale) + shift) by channel: features [batch, channels, height, width] of float or
/// bfloat16, scale and shift [batch, channels] float. One pass over the memory each way, where torch takes
/// eight and spends more on them than on the convolutions.
torch::Tensor modulated_relu(const torch::Tensor& features, const torch::Tensor& scale,
                             const torch::Tensor& shift);

}  // namespace ganemotion::training
