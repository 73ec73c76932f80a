#include "training/skin/generator.h"

#include "ganemotion/action_units.h"
#include "ganemotion/error.h"
#include "migration/skin_graph.h"
#include "training/skin/modulation.h"

namespace ganemotion::training {
namespace {

namespace skin = migration::skin_constants;

constexpr std::int64_t kColours = 3;
constexpr std::int64_t kAnswers = 5;  // attention, gain, three of colour

torch::nn::Conv2d convolution(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride) {
    return torch::nn::Conv2d(
        torch::nn::Conv2dOptions(in, out, kernel).stride(stride).padding((kernel - 1) / 2));
}

torch::Tensor coordinates_of(std::int64_t side) {
    const auto line = (torch::arange(side) + 0.5) * (2.0 / static_cast<double>(side)) - 1;
    return torch::stack({line.view({-1, 1}).expand({side, side}), line.view({1, -1}).expand({side, side})})
        .unsqueeze(0)
        .contiguous();
}

}  // namespace

ModulatedConvImpl::ModulatedConvImpl(std::int64_t in, std::int64_t out, std::int64_t kernel,
                                     std::int64_t stride, std::int64_t condition)
    : conv(register_module("conv", convolution(in, out, kernel, stride))),
      modulation(register_module("modulation", torch::nn::Linear(condition, 2 * out))) {
    const torch::NoGradGuard no_grad;
    torch::nn::init::kaiming_normal_(conv->weight, 0, torch::kFanIn, torch::kReLU);
    torch::nn::init::zeros_(conv->bias);
}

torch::Tensor ModulatedConvImpl::forward(const torch::Tensor& features, const torch::Tensor& code) {
    const auto both = modulation(code).chunk(2, 1);
    return modulated_relu(conv(features), both[0], both[1]);
}

SkinGeneratorImpl::SkinGeneratorImpl(const SkinNetworkOptions& options, const torch::Tensor& mask_of_skin,
                                     const torch::Tensor& scale) {
    const std::int64_t w = options.width;
    const std::int64_t z = options.condition;
    mask = register_buffer("mask",
                           mask_of_skin.clone().view({1, 1, mask_of_skin.size(0), mask_of_skin.size(1)}));
    unit_scale = register_buffer("unit_scale", scale.clone().view({1, -1}));
    coordinates = coordinates_of(mask_of_skin.size(0));
    code_1 = register_module("code_1", torch::nn::Linear(2 * kActionUnitCount, z));
    code_2 = register_module("code_2", torch::nn::Linear(z, z));
    down_1 = register_module("down_1", ModulatedConv(kColours + 2, w, 4, 2, z));
    down_2 = register_module("down_2", ModulatedConv(w, 2 * w, 4, 2, z));
    down_3 = register_module("down_3", ModulatedConv(2 * w, 4 * w, 4, 2, z));
    middle_1 = register_module("middle_1", ModulatedConv(4 * w, 4 * w, 3, 1, z));
    middle_2 = register_module("middle_2", ModulatedConv(4 * w, 4 * w, 3, 1, z));
    widen_2 = register_module("widen_2", convolution(4 * w, 8 * w, 1, 1));
    up_2 = register_module("up_2", ModulatedConv(2 * w, 2 * w, 3, 1, z));
    widen_1 = register_module("widen_1", convolution(2 * w, 4 * w, 1, 1));
    up_1 = register_module("up_1", ModulatedConv(w, w, 3, 1, z));
    out = register_module("out", convolution(w, 4 * kAnswers, 3, 1));
    const torch::NoGradGuard no_grad;
    torch::nn::init::normal_(out->weight, 0, 0.01);
    torch::nn::init::zeros_(out->bias);
    for (const auto& parameter : parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
}

Painted SkinGeneratorImpl::forward(const torch::Tensor& texture, const torch::Tensor& change,
                                   const torch::Tensor& now) {
    const torch::Tensor scaled = change / unit_scale;
    const torch::Tensor gate = (1 - torch::exp(scaled.square().sum(1) * -skin::kGate)).view({-1, 1, 1, 1});
    const torch::Tensor asked = torch::cat({scaled, now / unit_scale}, 1);
    const torch::Tensor code = torch::relu(code_2(torch::relu(code_1(asked))));

    const torch::Tensor mean = (texture * mask).sum({2, 3}, true) / mask.sum();
    const torch::Tensor brightness = mean.mean(1, true) + skin::kBlackLevel;
    const torch::Tensor seen = (texture - mean) / brightness * skin::kContrast;
    const torch::Tensor input = torch::cat({seen, coordinates.expand({texture.size(0), -1, -1, -1})}, 1)
                                    .contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor a = down_1(input, code);
    const torch::Tensor b = down_2(a, code);
    const torch::Tensor c = down_3(b, code);
    const torch::Tensor d = c + middle_2(middle_1(c, code), code);
    const torch::Tensor e = up_2(torch::pixel_shuffle(widen_2(d), 2) + b, code);
    const torch::Tensor f = up_1(torch::pixel_shuffle(widen_1(e), 2) + a, code);
    const auto answer =
        torch::pixel_shuffle(out(f), 2).to(torch::kFloat).contiguous().split_with_sizes({1, 1, kColours}, 1);

    Painted painted;
    painted.share = gate * mask * torch::sigmoid(-answer[0]);
    const torch::Tensor light = torch::tanh(answer[1]);
    const torch::Tensor factor =
        torch::exp(skin::kMostLighter * torch::relu(light) - skin::kMostDarker * torch::relu(-light));
    const torch::Tensor coloured =
        skin::kMostBias * torch::tanh(answer[2]) * (texture.mean(1, true) + skin::kBiasOfBlack);
    painted.gain = 1 + painted.share * (factor - 1);
    painted.bias = painted.share * coloured;
    painted.edited = painted.gain * texture + painted.bias;
    return painted;
}

nn::Weights to_weights(const SkinGenerator& generator) {
    nn::Weights weights;
    const auto add = [&](const std::string& name, const torch::Tensor& tensor, const std::string& type) {
        const torch::Tensor plain = tensor.detach().to(torch::kFloat).contiguous();
        std::string path = name;
        weights.tensors[path] = nn::Tensor::from_float(
            {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()}, plain.sizes().vec(), type);
    };
    for (const auto& item : generator->named_parameters()) add(item.key(), item.value(), "F16");
    for (const auto& item : generator->named_buffers()) add(item.key(), item.value(), "F32");
    return weights;
}

void load_weights(SkinGenerator& generator, const nn::Weights& weights) {
    const torch::NoGradGuard no_grad;
    const auto load = [&](const std::string& name, torch::Tensor tensor) {
        std::vector<float> values = weights.at(name).to_float();
        if (static_cast<std::int64_t>(values.size()) != tensor.numel())
            throw Error(ErrorKind::kMissingModel, "skin weights: " + name + " is not of the expected size");
        tensor.copy_(torch::from_blob(values.data(), tensor.sizes()));
    };
    for (const auto& item : generator->named_parameters()) load(item.key(), item.value());
    for (const auto& item : generator->named_buffers()) load(item.key(), item.value());
}

SkinGenerator generator_from(const nn::Weights& weights) {
    const auto tensor_of = [&](const std::string& name) {
        std::vector<float> values = weights.at(name).to_float();
        return torch::from_blob(values.data(), weights.at(name).shape).clone();
    };
    SkinNetworkOptions options;
    options.width = weights.at("down_1.conv.weight").shape.at(0);
    options.condition = weights.at("code_2.weight").shape.at(0);
    SkinGenerator generator(options, tensor_of("mask").squeeze(0).squeeze(0),
                            tensor_of("unit_scale").squeeze(0));
    load_weights(generator, weights);
    return generator;
}

}  // namespace ganemotion::training
