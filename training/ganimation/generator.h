#pragma once

#include <torch/torch.h>

#include "nn/weights.h"
#include "training/ganimation/ganimation_options.h"

namespace ganemotion::training {

/// Instance normalisation, then ReLU where `rectify`.
struct CropNormImpl : torch::nn::Module {
    /// `units`: how many set gain and offset of each channel; 0: none does.
    CropNormImpl(std::int64_t width, std::int64_t units);
    torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& units, bool rectify);

    torch::Tensor weight, bias;
    torch::nn::Linear modulation{nullptr};
};
TORCH_MODULE(CropNorm);

/// A convolution without offset that halves the size, norm, ReLU.
struct NormalisedConvImpl : torch::nn::Module {
    NormalisedConvImpl(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& features);

    torch::nn::Conv2d conv{nullptr};
    CropNorm norm{nullptr};
};
TORCH_MODULE(NormalisedConv);

/// A transposed one, which doubles it.
struct WidenedConvImpl : torch::nn::Module {
    WidenedConvImpl(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& units);

    torch::nn::ConvTranspose2d conv{nullptr};
    CropNorm norm{nullptr};
};
TORCH_MODULE(WidenedConv);

struct ResidualBlockImpl : torch::nn::Module {
    explicit ResidualBlockImpl(std::int64_t width);
    torch::Tensor forward(const torch::Tensor& features, const torch::Tensor& units);

    torch::nn::Conv2d conv_1{nullptr}, conv_2{nullptr};
    CropNorm norm_1{nullptr}, norm_2{nullptr};
};
TORCH_MODULE(ResidualBlock);

/// What is painted on a crop.
struct CropAnswer {
    torch::Tensor edited;     ///< [batch, 3, side, side] A * crop + (1 - A) * C
    torch::Tensor colour;     ///< [batch, 3, side, side] C, 0..1
    torch::Tensor attention;  ///< [batch, 1, side, side] A
};

/// The generator of GANimation, narrower than published; src/migration/crop_graph.cpp builds the same for the
/// program. The units enter as published, as maps that are constant over the crop (what a convolution makes
/// of those is a number a channel and is computed as one; the first layer is without a norm, which would take
/// just that out), and once more at the norms behind (conditional instance normalisation, Dumoulin et al.
/// 2017): with a hundredth of the published steps, they do not find their way through from the first layer.
struct CropGeneratorImpl : torch::nn::Module {
    /// unit_mean, unit_scale [units]: of the units of faces, to be shown as deviations.
    CropGeneratorImpl(const GanimationNetworkOptions& options, const torch::Tensor& unit_mean,
                      const torch::Tensor& unit_scale);
    /// crop [batch, 3, side, side] RGB 0..1; units [batch, units], those that the face shall show.
    CropAnswer forward(const torch::Tensor& crop, const torch::Tensor& units);

    torch::Tensor unit_mean, unit_scale;  // buffers
    torch::nn::Conv2d first{nullptr}, out{nullptr};
    torch::nn::Linear condition{nullptr};
    NormalisedConv down_1{nullptr}, down_2{nullptr};
    std::vector<ResidualBlock> blocks;
    WidenedConv up_2{nullptr}, up_1{nullptr};
};
TORCH_MODULE(CropGenerator);

/// Parameters (half precision) and buffers under the names of the program's file.
nn::Weights to_weights(const CropGenerator& generator);
/// A generator of the file's own width.
CropGenerator crop_generator_from(const nn::Weights& weights);

}  // namespace ganemotion::training
