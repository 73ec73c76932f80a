#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ganemotion/emotion.h"
#include "nn/weights.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

/// Features of pictures, a row a picture, and what they are of.
struct FeatureSet {
    std::size_t columns = 0;
    std::vector<float> values;    ///< [labels, columns]
    std::vector<Emotion> labels;  ///< the original ones
    std::vector<Target> targets;  ///< what heads are fitted to
    std::vector<float> weights;   ///< of each picture, for boosting; empty: all alike

    [[nodiscard]] float weight(std::size_t picture) const { return weights.empty() ? 1 : weights[picture]; }
};

struct SvmOptions {
    /// Pictures that it is fitted to, chosen evenly: nearly every one of them becomes a support vector (256
    /// bytes each with 128 features), and the time to fit grows with their square.
    std::size_t pictures = 5000;
    std::vector<double> costs = {0.5, 2};    ///< C, tried on PublicTest
    std::vector<double> widths = {0.25, 1};  ///< gamma in 1 / features, tried on PublicTest
    std::size_t pictures_to_choose = 2000;   ///< for these trials, without probabilities
    double precision = 0.01;                 ///< at which the solver stops
    double cache_megabytes = 400;
    unsigned seed = 1;  ///< libsvm cuts the folds of its probabilities by chance
};

/// A head's tensors and its accuracy on what it was chosen by.
struct FittedHead {
    nn::Weights weights;
    double right = 0;
};

/// The tensors that expression::make_svm_head() reads. `choosing`: PublicTest.
FittedHead fit_svm(const FeatureSet& train, const FeatureSet& choosing, const SvmOptions& options = {});

struct BoostingOptions {
    int most_rounds = 240;  ///< seven trees each
    int patience = 20;      ///< rounds without a better PublicTest before it stops
    int depth = 4;
    double rate = 0.15;
    double rows = 0.6;        ///< share of the pictures that each round sees
    double columns = 0.3;     ///< share of the features that each tree sees
    double least_weight = 8;  ///< of a leaf, in pictures (sum of the Hessian)
    double decay = 2;         ///< of the leaves' values
    int bins = 64;            ///< of a feature's histogram
    std::uint32_t seed = 1;
};

/// The tensor that expression::make_boosted_head() reads, cut at the round whose cross entropy is
/// least on `choosing` (PublicTest).
FittedHead fit_boosted(const FeatureSet& train, const FeatureSet& choosing,
                       const BoostingOptions& options = {});

/// What `ganemotion models` tells of weights that were trained on FER2013. `right`: accuracy on PublicTest.
void describe(nn::Weights& weights, const std::string& name, double right);

}  // namespace ganemotion::training
