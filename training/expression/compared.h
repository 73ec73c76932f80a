#pragma once

#include <filesystem>

#include "training/expression/combinations.h"
#include "training/expression/ensemble_training.h"

namespace ganemotion::training {

struct ComparisonOptions {
    EnsembleTrainingOptions ensemble;
    /// Of the training part, evenly, for the heads in sequence: looking at all of them with three backbones
    /// takes as long as the rest of the evaluation.
    std::size_t sequence_pictures = 14000;
};

/// The classical baselines, and the published heads fitted in sequence; all fitted to FER2013's training
/// pictures.
std::vector<ComparedClassifier> compared_classifiers(const FaceSet& train, const FaceSet& choosing,
                                                     const FaceSets& judged,
                                                     const ComparisonOptions& options);

/// The backbones again with matrices of 8 bits, one scale a row (an output channel), as they would be stored:
/// the program unfolds them when it starts and computes as before.
nn::Weights rounded_to_int8(nn::Weights weights);

/// The ensemble of a folder under half-precision and under 8-bit matrices.
struct StorageFigures {
    double half_megabytes = 0, int8_megabytes = 0;  ///< of all files of the folder
    double half = 0, int8 = 0;                      ///< accuracy, labels
    double half_majority = 0, int8_majority = 0;    ///< accuracy, FER+'s majorities
};
StorageFigures measure_storage(const std::filesystem::path& models, const FaceSet& set, int threads);

}  // namespace ganemotion::training
