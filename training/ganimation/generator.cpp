#include "training/ganimation/generator.h"

#include "ganemotion/action_units.h"
#include "ganemotion/error.h"
#include "migration/crop_graph.h"
#include "training/normalisation.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kColours = 3;
constexpr std::int64_t kLarge = 7;       // kernel of the first and the last layer
constexpr double kFirstAttention = 0.5;  // of the logit of A: what is kept at the start is a little more

torch::nn::Conv2d convolution(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                              bool offset) {
    return torch::nn::Conv2d(
        torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding((kernel - 1) / 2).bias(offset));
}

}  // namespace

CropNormImpl::CropNormImpl(std::int64_t width, std::int64_t units)
    : weight(register_parameter("weight", torch::ones({width}))),
      bias(register_parameter("bias", torch::zeros({width}))) {
    if (units > 0) modulation = register_module("modulation", torch::nn::Linear(units, 2 * width));
}

torch::Tensor CropNormImpl::forward(const torch::Tensor& features, const torch::Tensor& units, bool rectify) {
    const NormOptions options{.rectify = rectify, .variance_floor = migration::crop_constants::kNormFloor};
    const auto shape = std::vector<std::int64_t>{features.size(0), weight.size(0)};
    if (modulation.is_empty())
        return instance_norm(features, weight.expand(shape), bias.expand(shape), options);
    const auto both = modulation(units).chunk(2, 1);
    return instance_norm(features, weight + both[0], bias + both[1], options);
}

NormalisedConvImpl::NormalisedConvImpl(std::int64_t in, std::int64_t out)
    : conv(register_module("conv", convolution(in, out, 4, 2, false))),
      norm(register_module("norm", CropNorm(out, 0))) {}

torch::Tensor NormalisedConvImpl::forward(const torch::Tensor& features) {
    return norm(conv(features), torch::Tensor(), true);
}

WidenedConvImpl::WidenedConvImpl(std::int64_t in, std::int64_t out)
    : conv(register_module(
          "conv", torch::nn::ConvTranspose2d(
                      torch::nn::ConvTranspose2dOptions(in, out, 4).stride(2).padding(1).bias(false)))),
      norm(register_module("norm", CropNorm(out, kActionUnitCount))) {}

torch::Tensor WidenedConvImpl::forward(const torch::Tensor& features, const torch::Tensor& units) {
    return norm(conv(features), units, true);
}

ResidualBlockImpl::ResidualBlockImpl(std::int64_t width)
    : conv_1(register_module("conv_1", convolution(width, width, 3, 1, false))),
      conv_2(register_module("conv_2", convolution(width, width, 3, 1, false))),
      norm_1(register_module("norm_1", CropNorm(width, kActionUnitCount))),
      norm_2(register_module("norm_2", CropNorm(width, 0))) {}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& features, const torch::Tensor& units) {
    return features + norm_2(conv_2(norm_1(conv_1(features), units, true)), units, false);
}

CropGeneratorImpl::CropGeneratorImpl(const GanimationNetworkOptions& options, const torch::Tensor& mean,
                                     const torch::Tensor& scale) {
    const std::int64_t w = options.width;
    unit_mean = register_buffer("unit_mean", mean.clone().view({1, -1}));
    unit_scale = register_buffer("unit_scale", scale.clone().view({1, -1}));
    first = register_module("first", convolution(kColours, w, kLarge, 1, false));
    condition = register_module("condition", torch::nn::Linear(kActionUnitCount, w));
    down_1 = register_module("down_1", NormalisedConv(w, 2 * w));
    down_2 = register_module("down_2", NormalisedConv(2 * w, 4 * w));
    for (std::int64_t i = 0; i < options.blocks; ++i)
        blocks.push_back(register_module("block_" + std::to_string(i), ResidualBlock(4 * w)));
    up_2 = register_module("up_2", WidenedConv(4 * w, 2 * w));
    up_1 = register_module("up_1", WidenedConv(2 * w, w));
    out = register_module("out", convolution(w, kColours + 1, kLarge, 1, true));
    const torch::NoGradGuard no_grad;
    torch::nn::init::zeros_(out->bias);
    out->bias[kColours] = kFirstAttention;
    for (const auto& parameter : parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
}

CropAnswer CropGeneratorImpl::forward(const torch::Tensor& crop, const torch::Tensor& units) {
    const torch::Tensor deviations = (units - unit_mean) / unit_scale;
    const torch::Tensor code = condition(deviations);
    const torch::Tensor input = (crop * 2 - 1).contiguous(torch::MemoryFormat::ChannelsLast);
    torch::Tensor x = torch::relu(first(input) + code.unsqueeze(-1).unsqueeze(-1));
    x = down_2(down_1(x));
    for (auto& block : blocks) x = block(x, deviations);
    const auto answer = out(up_1(up_2(x, deviations), deviations))
                            .to(torch::kFloat)
                            .contiguous()
                            .split_with_sizes({kColours, 1}, 1);
    CropAnswer result;
    result.colour = torch::tanh(answer[0]) * 0.5 + 0.5;
    result.attention = torch::sigmoid(answer[1]);
    result.edited = torch::lerp(result.colour, crop, result.attention);
    return result;
}

nn::Weights to_weights(const CropGenerator& generator) {
    nn::Weights weights;
    const auto add = [&](const std::string& name, const torch::Tensor& tensor, const std::string& type) {
        const torch::Tensor plain = tensor.detach().to(torch::kFloat).contiguous();
        weights.tensors[name] = nn::Tensor::from_float(
            {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()}, plain.sizes().vec(), type);
    };
    for (const auto& item : generator->named_parameters()) add(item.key(), item.value(), "F16");
    for (const auto& item : generator->named_buffers()) add(item.key(), item.value(), "F32");
    return weights;
}

CropGenerator crop_generator_from(const nn::Weights& weights) {
    const auto tensor_of = [&](const std::string& name) {
        std::vector<float> values = weights.at(name).to_float();
        return torch::from_blob(values.data(), weights.at(name).shape).clone();
    };
    GanimationNetworkOptions options;
    options.width = weights.at("first.weight").shape.at(0);
    options.blocks = 0;
    while (weights.tensors.contains("block_" + std::to_string(options.blocks) + ".conv_1.weight"))
        ++options.blocks;
    CropGenerator generator(options, tensor_of("unit_mean"), tensor_of("unit_scale"));
    const torch::NoGradGuard no_grad;
    for (const auto& item : generator->named_parameters()) {
        const torch::Tensor own = tensor_of(item.key());
        if (own.sizes() != item.value().sizes())
            throw Error(ErrorKind::kMissingModel,
                        "ganimation weights: " + item.key() + " is not of the expected size");
        torch::Tensor(item.value()).copy_(own);
    }
    return generator;
}

}  // namespace ganemotion::training
