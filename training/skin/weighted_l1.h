#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

/// Sum of |x| * weight * factor: x [batch, channels, height, width], weight [height, width] of a texel,
/// factor [batch] of a picture. Its gradient is found in the same pass over the memory.
torch::Tensor weighted_l1(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& factor);

/// The same of the differences to the right and lower neighbours, each weighted by the left or upper texel's
/// weight.
torch::Tensor weighted_difference_l1(const torch::Tensor& x, const torch::Tensor& weight,
                                     const torch::Tensor& factor);

}  // namespace ganemotion::training
