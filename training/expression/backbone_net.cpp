#include "training/expression/backbone_net.h"

#include "ganemotion/emotion.h"
#include "training/normalisation.h"
#include "training/pooling.h"

namespace ganemotion::training {

namespace {

/// Dots separate modules in libtorch, which forbids them in names.
std::string module_name(std::string name) {
    for (char& c : name)
        if (c == '.') c = '_';
    return name;
}

constexpr float kEpsilon = 1e-5F;

}  // namespace

NormalizedConvolutionImpl::NormalizedConvolutionImpl(const expression::Convolution& shape) {
    convolution = register_module(
        "convolution", torch::nn::Conv2d(torch::nn::Conv2dOptions(shape.in, shape.out, shape.kernel)
                                             .stride(shape.stride)
                                             .padding(shape.kernel / 2)
                                             .bias(false)));
    norm = register_module("norm",
                           torch::nn::BatchNorm2d(torch::nn::BatchNorm2dOptions(shape.out).eps(kEpsilon)));
    torch::nn::init::kaiming_normal_(convolution->weight, 0, torch::kFanOut, torch::kReLU);
}

torch::Tensor NormalizedConvolutionImpl::forward(const torch::Tensor& input, const torch::Tensor& addend,
                                                 bool rectify) {
    RunningMoments running{norm->running_mean, norm->running_var};
    return batch_norm(convolution(input), norm->weight, norm->bias, addend, running, is_training(),
                      {.rectify = rectify, .variance_floor = kEpsilon});
}

BackboneNetImpl::BackboneNetImpl(expression::BackboneKind backbone_kind, expression::Widths stage_widths,
                                 double dropout)
    : kind(backbone_kind), widths(std::move(stage_widths)) {
    const expression::Backbone plan = expression::make_backbone(kind, widths);
    for (const expression::Block& block : plan.blocks) {
        NetBlock net{{}, nullptr, block.residual, block.halve};
        for (const expression::Convolution& layer : block.layers)
            net.layers.push_back(register_module(module_name(layer.name), NormalizedConvolution(layer)));
        if (block.projection)
            net.projection = register_module(module_name(block.projection->name),
                                             NormalizedConvolution(*block.projection));
        // Residual blocks start as nothing but their input (Goyal et al. 2017).
        if (block.residual) torch::nn::init::zeros_(net.layers.back()->norm->weight);
        blocks_.push_back(net);
    }
    dropout_ = register_module("dropout", torch::nn::Dropout(dropout));
    classifier_ = register_module("classifier", torch::nn::Linear(plan.features, kEmotionCount));
    to(torch::kFloat32);
    for (auto& parameter : parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
}

NetAnswer BackboneNetImpl::forward(const torch::Tensor& input) {
    torch::Tensor map = input.contiguous(torch::MemoryFormat::ChannelsLast);
    for (NetBlock& block : blocks_) {
        const torch::Tensor before = map;
        for (std::size_t i = 0; i < block.layers.size(); ++i) {
            torch::Tensor addend;
            if (block.residual && i + 1 == block.layers.size())
                addend =
                    block.projection.is_empty() ? before : block.projection(before, torch::Tensor(), false);
            map = block.layers[i](map, addend, true);
        }
        if (block.halve) map = largest_of_four(map);
    }
    const torch::Tensor features = map.to(torch::kFloat32).mean({2, 3});
    return {features, classifier_(dropout_(features)).to(torch::kFloat32)};
}

}  // namespace ganemotion::training
