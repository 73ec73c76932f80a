#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

/// Instance normalisation (Ulyanov et al. 2016) with an affine map, then ReLU where `rectify`: features
/// [batch, channels, height, width] of float or bfloat16, gain and offset [batch, channels] float. Two passes
/// over the memory each way, where torch takes ten and first turns it about. No second derivative.
torch::Tensor instance_norm(const torch::Tensor& features, const torch::Tensor& gain,
                            const torch::Tensor& offset, bool rectify);

}  // namespace ganemotion::training
