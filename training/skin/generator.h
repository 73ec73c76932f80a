#pragma once

#include <torch/torch.h>

#include "nn/weights.h"
#include "training/skin/skin_options.h"

namespace ganemotion::training {

/// A convolution whose answer the change of units scales and shifts by channel (feature-wise modulation,
/// Perez et al. 2018), then ReLU.
struct ModulatedConvImpl : torch::nn::Module {
    ModulatedConvImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                      std::int64_t condition);
    torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& code);

    torch::nn::Conv2d conv{nullptr};
    torch::nn::Linear modulation{nullptr};
};
TORCH_MODULE(ModulatedConv);

/// What is painted on a texture: edited = gain * texture + bias.
struct Painted {
    torch::Tensor edited;  ///< [batch, 3, side, side]
    torch::Tensor gain;    ///< [batch, 1, side, side] of light
    torch::Tensor bias;    ///< [batch, 3, side, side]
    torch::Tensor share;   ///< [batch, 1, side, side] 1 - A: how much of the colour mask is taken
};

/// The generator of the skin: a small U-Net without normalisation (a norm over the picture would let a fold
/// at the mouth change the forehead). src/migration/skin_graph.cpp builds the same for the program.
struct SkinGeneratorImpl : torch::nn::Module {
    /// mask [side, side]: where skin may be painted; unit_scale [units]: deviation of each unit's change.
    SkinGeneratorImpl(const SkinNetworkOptions& options, const torch::Tensor& mask,
                      const torch::Tensor& unit_scale);
    /// texture [batch, 3, side, side] RGB 0..1; change [batch, units]; now [batch, units], what the texture
    /// shows. No change paints nothing, exactly.
    Painted forward(const torch::Tensor& texture, const torch::Tensor& change, const torch::Tensor& now);

    torch::Tensor mask, unit_scale, coordinates;  // buffers
    torch::nn::Linear code_1{nullptr}, code_2{nullptr};
    ModulatedConv down_1{nullptr}, down_2{nullptr}, down_3{nullptr}, middle_1{nullptr}, middle_2{nullptr},
        up_2{nullptr}, up_1{nullptr};
    torch::nn::Conv2d widen_2{nullptr}, widen_1{nullptr}, out{nullptr};
};
TORCH_MODULE(SkinGenerator);

/// Parameters and buffers under the names of the program's file, fp16.
nn::Weights to_weights(const SkinGenerator& generator);
void load_weights(SkinGenerator& generator, const nn::Weights& weights);
/// A generator of the file's own width, mask and scale.
SkinGenerator generator_from(const nn::Weights& weights);

}  // namespace ganemotion::training
