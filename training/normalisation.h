#pragma once

#include <torch/torch.h>

namespace ganemotion::training {

// Features are [batch, channels, height, width] of float or bfloat16, channels last; gains and offsets float.
// Two passes over the memory each way, where torch takes ten and more. No second derivatives. Other types
// throw Error(kUsage).

struct NormOptions {
    bool rectify = true;           ///< a ReLU follows
    float variance_floor = 1e-5F;  ///< added to the variance
};

/// Instance normalisation (Ulyanov et al. 2016): gain and offset are [batch, channels].
torch::Tensor instance_norm(const torch::Tensor& features, const torch::Tensor& gain,
                            const torch::Tensor& offset, const NormOptions& options);

/// What normalises when nothing is trained: [channels], float; moved a tenth of the way by every batch.
struct RunningMoments {
    torch::Tensor mean, variance;
};

/// Batch normalisation (Ioffe & Szegedy 2015), to which `addend`, of the shape of the features or undefined,
/// is added before the ReLU: gain and offset are [channels]. While `training` the batch's own moments
/// normalise and move `running`; otherwise there are no gradients.
torch::Tensor batch_norm(const torch::Tensor& features, const torch::Tensor& gain,
                         const torch::Tensor& offset, const torch::Tensor& addend, RunningMoments& running,
                         bool training, const NormOptions& options);

}  // namespace ganemotion::training
