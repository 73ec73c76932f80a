#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "training/expression/augmentation.h"
#include "training/expression/backbone_net.h"
#include "training/expression/fer2013.h"
#include "training/precision.h"

namespace ganemotion::training {

struct BackboneTrainingOptions {
    expression::BackboneKind kind = expression::BackboneKind::kResNet20;
    expression::Widths widths;     ///< empty: those of the committed weights
    std::filesystem::path start;   ///< weights to go on from, widened where they are narrower (VGG16);
                                   ///< empty: from nothing
    std::filesystem::path output;  ///< safetensors, written after each evaluation
    double minutes = 24;  ///< the schedules of rate and size span this time; 0: the start weights are
                          ///< measured and written, no more
    int threads = 1;
    std::uint32_t seed = 1;
    Precision precision = Precision::kAuto;

    int batch = 128;
    double rate = 0.1;  ///< peak, SGD with Nesterov momentum
    double momentum = 0.9;
    double weight_decay = 5e-4;  ///< of matrices: norms and offsets are left alone
    double warm_up = 0.05;       ///< of the time
    double dropout = 0.2;        ///< of the features
    double vote_share = 0.35;    ///< of the target that is FER+'s votes; the rest is the original label
    double smoothing = 0.05;     ///< of the target that is spread over all emotions
    double average = 0.998;      ///< of the moving average of the weights, per step
    std::vector<int> sides = {32, 40, 48};          ///< pictures grow: most is learnt at a third of the cost
    std::vector<double> side_ends = {0.4, 0.8, 1};  ///< of the time
    double minutes_between_evaluations = 3;
    std::vector<float> weights;  ///< of each training picture, for boosting; empty: all alike
    AugmentationOptions augmentation;
};

/// Trains within the time; the averaged weights are written and returned.
BackboneNet train_backbone(const FaceSet& train, const FaceSet& valid,
                           const BackboneTrainingOptions& options);

/// What a network says of pictures: [size, features] and [size, 7] probabilities. `flip`: the mean over the
/// picture and its mirror image.
struct NetAnswers {
    torch::Tensor features;
    torch::Tensor probabilities;
};
NetAnswers answers_of(BackboneNet& net, const FaceSet& set, bool flip,
                      Precision precision = Precision::kFloat32);

/// The share of pictures whose most probable emotion is the original label.
double accuracy(const torch::Tensor& probabilities, const FaceSet& set);

}  // namespace ganemotion::training
