#pragma once

#include <torch/torch.h>

#include "training/ganimation/ganimation_options.h"

namespace ganemotion::training {

/// What the critic says of crops.
struct CropVerdict {
    torch::Tensor realness;  ///< [batch], mean over patches; higher: more like a photograph
    torch::Tensor units;     ///< [batch, units] that it reads, in deviations of each unit
};

/// The critic of GANimation: six halving convolutions, and on their 2x2 map a judgement of every patch and a
/// regression of the units. Without norms, as WGAN-GP wants it.
struct CropCriticImpl : torch::nn::Module {
    explicit CropCriticImpl(const GanimationNetworkOptions& options);
    CropVerdict forward(const torch::Tensor& crop);  ///< [batch, 3, side, side] RGB 0..1

    std::vector<torch::nn::Conv2d> halvings;
    torch::nn::Conv2d patches{nullptr}, reading{nullptr};
};
TORCH_MODULE(CropCritic);

/// (|gradient| - 1)^2 between real and painted crops (Gulrajani et al. 2017), in float32.
torch::Tensor gradient_penalty(CropCritic& critic, const torch::Tensor& real, const torch::Tensor& painted);

}  // namespace ganemotion::training
