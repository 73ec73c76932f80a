#include "training/ganimation/critic.h"

#include <algorithm>

#include "ganemotion/action_units.h"
#include "migration/crop.h"
#include "training/precision.h"

namespace ganemotion::training {
namespace {

constexpr int kHalvings = 6;
constexpr double kSlope = 0.01;  // of the leaky ReLU, as published

}  // namespace

CropCriticImpl::CropCriticImpl(const GanimationNetworkOptions& options) {
    std::int64_t in = 3;
    std::int64_t out = options.critic_width;
    for (int i = 0; i < kHalvings; ++i) {
        halvings.push_back(
            register_module("halving_" + std::to_string(i),
                            torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 4).stride(2).padding(1))));
        in = out;
        out = std::min(2 * out, options.critic_most);
    }
    patches = register_module("patches",
                              torch::nn::Conv2d(torch::nn::Conv2dOptions(in, 1, 3).padding(1).bias(false)));
    constexpr std::int64_t kMap = migration::kCropSide >> kHalvings;
    reading =
        register_module("reading", torch::nn::Conv2d(torch::nn::Conv2dOptions(in, kActionUnitCount, kMap)));
    const torch::NoGradGuard no_grad;
    for (auto& halving : halvings) {  // torch's own start lets six layers fade to nothing
        torch::nn::init::kaiming_normal_(halving->weight, kSlope, torch::kFanIn, torch::kLeakyReLU);
        torch::nn::init::zeros_(halving->bias);
    }
    for (const auto& parameter : parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
}

CropVerdict CropCriticImpl::forward(const torch::Tensor& crop) {
    torch::Tensor x = (crop * 2 - 1).contiguous(torch::MemoryFormat::ChannelsLast);
    for (auto& halving : halvings) x = torch::leaky_relu(halving(x), kSlope);
    return {patches(x).to(torch::kFloat).mean({1, 2, 3}), reading(x).to(torch::kFloat).flatten(1)};
}

torch::Tensor gradient_penalty(CropCritic& critic, const torch::Tensor& real, const torch::Tensor& painted) {
    const PrecisionScope exact(Precision::kFloat32);
    const torch::Tensor share = torch::rand({real.size(0), 1, 1, 1});
    const torch::Tensor between = torch::lerp(real, painted, share).detach().requires_grad_();
    const torch::Tensor realness = critic(between).realness.sum();
    // By colours of -1..1, as published: half of the gradient by 0..1.
    const torch::Tensor gradient = torch::autograd::grad({realness}, {between}, {}, true, true).at(0) * 0.5;
    return (gradient.flatten(1).norm(2, 1) - 1).square().mean();
}

}  // namespace ganemotion::training
