#pragma once

#include <torch/torch.h>

#include "training/skin/skin_options.h"

namespace ganemotion::training {

/// What the critic says of textures before and after a change of units.
struct Verdict {
    torch::Tensor realness;  ///< [batch], higher: more like a real pair, given the change
    torch::Tensor units;     ///< [batch, units] the change that it reads, in deviations of each unit
};

/// Conditional critic on pairs (source, edited): patches judge whether the difference looks real, a
/// projection (Miyato & Koyama 2018) whether it fits the change that was asked for, a head reads the change
/// from it. Without norms, as WGAN-GP wants it.
struct SkinCriticImpl : torch::nn::Module {
    SkinCriticImpl(const SkinNetworkOptions& options, const torch::Tensor& unit_scale);
    Verdict forward(const torch::Tensor& source, const torch::Tensor& edited, const torch::Tensor& change);

    torch::Tensor unit_scale;
    torch::nn::Conv2d down_1{nullptr}, down_2{nullptr}, down_3{nullptr}, patches{nullptr};
    torch::nn::Linear projection{nullptr}, reading{nullptr};
};
TORCH_MODULE(SkinCritic);

/// (|gradient| - 1)^2 between the real and the painted textures (Gulrajani et al. 2017), in float32.
torch::Tensor gradient_penalty(SkinCritic& critic, const torch::Tensor& source, const torch::Tensor& real,
                               const torch::Tensor& painted, const torch::Tensor& change);

}  // namespace ganemotion::training
