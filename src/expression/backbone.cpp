#include "expression/backbone.h"

#include <sstream>

#include "ganemotion/error.h"

namespace ganemotion::expression {

namespace {

std::string numbered(const std::string& prefix, std::size_t number) {
    return prefix + "." + std::to_string(number);
}

/// With a projection where the block's input is of another size than what is added to it.
void add_residual(Backbone& backbone, Block block, const std::string& name, int in, int out, int stride) {
    block.residual = true;
    if (in != out || stride != 1) block.projection = Convolution{name + ".projection", in, out, 1, stride};
    backbone.blocks.push_back(std::move(block));
}

/// He et al. 2016, the CIFAR family at depth 20: a stem and three stages of three blocks of two 3x3. 48x48 is
/// more than CIFAR's 32x32: the stem halves it.
Backbone resnet20(const Widths& widths) {
    constexpr std::size_t kBlocks = 3;
    Backbone backbone;
    backbone.blocks.push_back({.layers = {{"stem", 1, widths[0], 3, 2}}});
    int channels = widths[0];
    for (std::size_t stage = 0; stage < widths.size(); ++stage)
        for (std::size_t i = 0; i < kBlocks; ++i) {
            const std::string name = numbered(numbered("stage", stage), i);
            const int out = widths[stage];
            const int stride = stage > 0 && i == 0 ? 2 : 1;
            Block block{.layers = {{name + ".a", channels, out, 3, stride}, {name + ".b", out, out, 3, 1}}};
            add_residual(backbone, block, name, channels, out, stride);
            channels = out;
        }
    backbone.features = channels;
    return backbone;
}

/// Simonyan and Zisserman 2015, configuration D with batch normalisation. The fully connected layers of 4096
/// are left out: the features are the last pooling layer's, of the whole of its map.
Backbone vgg16(const Widths& widths) {
    constexpr std::size_t kLayers[] = {2, 2, 3, 3, 3};
    Backbone backbone;
    int channels = 1;
    for (std::size_t stage = 0; stage < widths.size(); ++stage) {
        Block block;
        for (std::size_t i = 0; i < kLayers[stage]; ++i) {
            block.layers.push_back({numbered(numbered("stage", stage), i), channels, widths[stage], 3, 1});
            channels = widths[stage];
        }
        block.halve = stage + 1 < widths.size();
        backbone.blocks.push_back(block);
    }
    backbone.features = channels;
    return backbone;
}

/// He et al. 2016, bottlenecks of 3, 4, 6 and 3. The 7x7 stem and its pooling are for 224x224: here it is a
/// 3x3 that halves.
Backbone resnet50(const Widths& widths) {
    constexpr std::size_t kBlocks[] = {3, 4, 6, 3};
    constexpr int kExpansion = 4;
    Backbone backbone;
    backbone.blocks.push_back({.layers = {{"stem", 1, widths[0] * 2, 3, 2}}});
    int channels = widths[0] * 2;
    for (std::size_t stage = 0; stage < widths.size(); ++stage)
        for (std::size_t i = 0; i < kBlocks[stage]; ++i) {
            const std::string name = numbered(numbered("stage", stage), i);
            const int inner = widths[stage];
            const int out = inner * kExpansion;
            const int stride = stage > 0 && i == 0 ? 2 : 1;
            Block block{.layers = {{name + ".a", channels, inner, 1, 1},
                                   {name + ".b", inner, inner, 3, stride},
                                   {name + ".c", inner, out, 1, 1}}};
            add_residual(backbone, block, name, channels, out, stride);
            channels = out;
        }
    backbone.features = channels;
    return backbone;
}

}  // namespace

std::string_view name_of(BackboneKind kind) {
    switch (kind) {
        case BackboneKind::kResNet20:
            return "resnet20";
        case BackboneKind::kVgg16:
            return "vgg16";
        default:
            return "resnet50";
    }
}

Widths default_widths(BackboneKind kind) {
    switch (kind) {
        case BackboneKind::kResNet20:
            return {32, 64, 128};
        case BackboneKind::kVgg16:
            return {32, 64, 128, 256, 256};
        default:
            return {16, 32, 64, 128};
    }
}

Backbone make_backbone(BackboneKind kind, const Widths& widths) {
    if (widths.size() != default_widths(kind).size())
        throw Error(ErrorKind::kUsage, std::string(name_of(kind)) + " has " +
                                           std::to_string(default_widths(kind).size()) + " widths, not " +
                                           std::to_string(widths.size()));
    switch (kind) {
        case BackboneKind::kResNet20:
            return resnet20(widths);
        case BackboneKind::kVgg16:
            return vgg16(widths);
        default:
            return resnet50(widths);
    }
}

Widths widths_of(const nn::Weights& weights) {
    const auto text = weights.metadata.find("widths");
    Widths widths;
    if (text != weights.metadata.end()) {
        std::istringstream stream(text->second);
        for (int width = 0; stream >> width && width > 0;) widths.push_back(width);
    }
    if (widths.empty())
        throw Error(ErrorKind::kMissingModel, "a backbone's weights do not state their widths");
    return widths;
}

std::string to_text(const Widths& widths) {
    std::string text;
    for (const int width : widths) {
        if (!text.empty()) text += ' ';
        text += std::to_string(width);
    }
    return text;
}

}  // namespace ganemotion::expression
