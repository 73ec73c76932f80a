#pragma once

#include <filesystem>
#include <string>

#include "expression/backbone.h"
#include "training/expression/fer2013.h"
#include "training/expression/head_training.h"
#include "training/precision.h"

namespace ganemotion::training {

/// What is fitted to trained backbones.
struct EnsembleTrainingOptions {
    std::filesystem::path data;    ///< folder of FER2013
    std::filesystem::path models;  ///< folder of the weights; what is fitted is written there too
    int threads = 1;
    Precision precision = Precision::kAuto;
    /// Of a head's target that is FER+'s votes, the rest is the original label: half, because both labels
    /// judge the ensemble.
    double vote_share = 0.5;
};

enum class HeadKind { kSvm, kBoosted };

/// What a trained backbone sees in pictures: means over the picture and its mirror image.
FeatureSet features_of(expression::BackboneKind backbone, const FaceSet& set,
                       const EnsembleTrainingOptions& options);

/// Fits the head to the features of the training pictures, means over the picture and its mirror image.
void train_head(expression::BackboneKind backbone, HeadKind head, const EnsembleTrainingOptions& options);

/// Fits the stack on PublicTest, which no member was trained on, over the published members or a combination
/// that is clearly better there, out of fold, by the mean of the accuracies on the original labels and on
/// FER+'s majority.
void train_stack(const EnsembleTrainingOptions& options);

}  // namespace ganemotion::training
