#pragma once

#include <vector>

#include <torch/torch.h>

#include "training/text/dataset.h"

namespace ganemotion::training {

/// [classes]: the inverse frequency of each class to that power, scaled so that the mean over the texts is 1.
torch::Tensor class_weights(const std::vector<TextExample>& examples, double power);

/// Cross-entropy of soft targets: [texts, classes] both, weights [classes] or [1].
torch::Tensor cross_entropy(const torch::Tensor& log_probabilities, const torch::Tensor& targets,
                            const torch::Tensor& weights);

/// Targets of which a share goes to all classes alike (Szegedy et al. 2016).
torch::Tensor smoothed(const torch::Tensor& targets, double share);

/// How far the answers to both views of the same texts are apart (rows of the first half and of the second):
/// the mean of both Kullback-Leibler divergences (R-Drop; Liang et al. 2021).
torch::Tensor disagreement(const torch::Tensor& log_probabilities);

/// [13, 7], 1 where a class of the tweets counts as one of the seven.
torch::Tensor merging_matrix();

}  // namespace ganemotion::training
