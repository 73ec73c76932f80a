#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ganemotion/emotion.h"
#include "nn/weights.h"

namespace ganemotion::expression {

/// Pictures of faces as FER2013 has them: gray, square.
inline constexpr int kFaceSide = 48;

/// The published backbones, each fitted to 48x48 gray.
enum class BackboneKind { kResNet20, kVgg16, kResNet50 };
inline constexpr BackboneKind kBackboneKinds[] = {BackboneKind::kResNet20, BackboneKind::kVgg16,
                                                  BackboneKind::kResNet50};

/// "resnet20", "vgg16", "resnet50": also the prefix of its tensors.
std::string_view name_of(BackboneKind kind);

/// A convolution without offset, normalised over the batch; its padding keeps the size at stride 1.
struct Convolution {
    std::string name;
    int in = 1, out = 1;  ///< channels
    int kernel = 3, stride = 1;
};

/// Convolutions one after another with a ReLU after each. In a residual block the block's input is added
/// before the last ReLU, through a projection where sizes differ.
struct Block {
    std::vector<Convolution> layers;
    bool residual = false;
    std::optional<Convolution> projection = {};
    bool halve = false;  ///< the largest of 2x2 follows
};

/// What trainer and program both build from: the mean over the last block's map is the features, which a
/// linear layer "classifier" turns into seven scores.
struct Backbone {
    std::vector<Block> blocks;
    int features = 0;
};

/// Channels of each stage: 3 stages of ResNet-20, 5 of VGG16, 4 of ResNet-50 (its blocks give four times as
/// many).
using Widths = std::vector<int>;

/// The widths that the committed weights were trained at, chosen so that an epoch takes about a minute on one
/// core.
Widths default_widths(BackboneKind kind);

Backbone make_backbone(BackboneKind kind, const Widths& widths);

/// The widths that weights were trained at: metadata "widths", for example "32 64 128". Throws
/// Error(kMissingModel).
Widths widths_of(const nn::Weights& weights);
std::string to_text(const Widths& widths);

}  // namespace ganemotion::expression
