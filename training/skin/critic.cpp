#include "training/skin/critic.h"

#include <cmath>

#include "ganemotion/action_units.h"
#include "training/precision.h"

namespace ganemotion::training {
namespace {

constexpr double kSlope = 0.2;         // of the leaky ReLU (Radford et al. 2016)
constexpr double kDifferenceGain = 3;  // changes of skin are a third as strong as the skin itself

torch::nn::Conv2d halving(std::int64_t in, std::int64_t out) {
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 4).stride(2).padding(1));
}

torch::Tensor leaky(const torch::Tensor& features) {
    return torch::leaky_relu(features, kSlope);
}

}  // namespace

SkinCriticImpl::SkinCriticImpl(const SkinNetworkOptions& options, const torch::Tensor& scale) {
    const std::int64_t w = options.critic_width;
    const auto units = static_cast<std::int64_t>(kActionUnitCount);
    unit_scale = register_buffer("unit_scale", scale.clone().view({1, -1}));
    down_1 = register_module("down_1", halving(6, w));
    down_2 = register_module("down_2", halving(w, 2 * w));
    down_3 = register_module("down_3", halving(2 * w, 4 * w));
    patches = register_module("patches", torch::nn::Conv2d(torch::nn::Conv2dOptions(4 * w, 1, 3).padding(1)));
    projection = register_module("projection", torch::nn::Linear(units, 4 * w));
    reading = register_module("reading", torch::nn::Linear(4 * w, units));
    for (const auto& parameter : parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
}

Verdict SkinCriticImpl::forward(const torch::Tensor& source, const torch::Tensor& edited,
                                const torch::Tensor& change) {
    const torch::Tensor input = torch::cat({source * 2 - 1, (edited - source) * kDifferenceGain}, 1)
                                    .contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor features = leaky(down_3(leaky(down_2(leaky(down_1(input))))));
    const torch::Tensor pooled = features.to(torch::kFloat).mean({2, 3});
    const torch::Tensor fits =
        (pooled * projection(change / unit_scale)).sum(1) / std::sqrt(static_cast<double>(pooled.size(1)));
    return {patches(features).to(torch::kFloat).mean({1, 2, 3}) + fits, reading(pooled)};
}

torch::Tensor gradient_penalty(SkinCritic& critic, const torch::Tensor& source, const torch::Tensor& real,
                               const torch::Tensor& painted, const torch::Tensor& change) {
    const PrecisionScope exact(Precision::kFloat32);
    const torch::Tensor share = torch::rand({real.size(0), 1, 1, 1});
    const torch::Tensor between = torch::lerp(real, painted, share).detach().requires_grad_();
    const torch::Tensor verdict = critic(source, between, change).realness.sum();
    const torch::Tensor gradient = torch::autograd::grad({verdict}, {between}, {}, true, true).at(0);
    return (gradient.flatten(1).norm(2, 1) - 1).square().mean();
}

}  // namespace ganemotion::training
