#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

/// The largest of each 2x2 of features [batch, channels, height, width] of float or bfloat16, channels last;
/// an odd last row or column is left out. Where it was is kept in a byte, for which torch takes eight. Other
/// types throw Error(kUsage).
torch::Tensor largest_of_four(const torch::Tensor& features);

}  // namespace ganemotion::training
