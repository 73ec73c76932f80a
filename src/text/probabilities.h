#pragma once

#include <span>
#include <vector>

namespace ganemotion::text {

/// exp(logit / temperature), scaled to the sum 1. The temperature is fitted so that probabilities are true
/// frequencies (Guo et al. 2017).
std::vector<float> softmax(std::span<const float> logits, double temperature);

/// The seven sums of a distribution over the thirteen classes of the tweets (see merged_class()).
std::vector<float> merged(std::span<const float> thirteen);

}  // namespace ganemotion::text
