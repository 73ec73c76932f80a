#pragma once

#include <memory>
#include <span>

#include "ganemotion/emotion.h"
#include "nn/weights.h"

namespace ganemotion::expression {

/// Turns the features of a backbone's last pooling layer into probabilities. One thread at a time.
class Head {
  public:
    Head() = default;
    Head(const Head&) = delete;
    Head& operator=(const Head&) = delete;
    virtual ~Head() = default;

    /// As many features as the head was fitted to (`features()`).
    [[nodiscard]] virtual EmotionProbabilities classify(std::span<const float> features) = 0;
    [[nodiscard]] virtual std::size_t features() const = 0;
};

/// libsvm, C-SVC with a radial kernel over standardised features, probabilities by pairwise coupling.
/// Tensors: svm.mean, svm.scale [features], svm.vectors [vectors, features], svm.coefficients [6, vectors],
/// svm.rho, svm.slope, svm.offset [21], svm.counts, svm.labels [7], svm.gamma [1]. Throws
/// Error(kMissingModel).
std::unique_ptr<Head> make_svm_head(const nn::Weights& weights);

/// XGBoost, multi:softprob. Tensor: booster, bytes as XGBoosterSaveModelToBuffer gives them. Throws
/// Error(kMissingModel).
std::unique_ptr<Head> make_boosted_head(const nn::Weights& weights, std::size_t features);

}  // namespace ganemotion::expression
