#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/text/batches.h"
#include "training/text/metrics.h"
#include "training/text/optimizer.h"
#include "training/tweets/split.h"

namespace ganemotion::training::tweets {

/// Which classes a run is trained on.
enum class Classes { kThirteen, kSeven };

struct Recipe {
    std::string name;
    OptimizerOptions optimizer{};
    BatchOptions batches{};
    double warm_up = 0.1;  ///< of the steps; then the rate falls linearly to 0
    double epochs = 2;     ///< a third one fits the noise of the labels
    double smoothing = 0;  ///< of the labels: the share that goes to all classes alike
};

/// Adam with moments 0.9 and 0.999, 1e-6 and weight decay 0.01 as published; what the publication leaves open
/// is BERT's own fine-tuning: rate 2e-5 for all layers, 3 epochs, batches of 16 (Devlin et al. 2019).
Recipe published_recipe();

/// Ours: rates that fall from the heads to the embeddings, averaged weights, words dropped and misheard.
Recipe our_recipe();

/// Fine-tunes the installed MiniLM on the split's training part and answers its test part, over the classes
/// trained on.
std::vector<Answer> fine_tuned_answers(const Split& split, Classes classes, const Recipe& recipe,
                                       std::uint64_t seed, int threads);

}  // namespace ganemotion::training::tweets
