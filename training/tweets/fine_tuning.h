#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/precision.h"
#include "training/text/batches.h"
#include "training/text/metrics.h"
#include "training/text/model.h"
#include "training/text/optimizer.h"
#include "training/tweets/split.h"

namespace ganemotion::training::tweets {

/// Which classes a run is trained on; kBoth: a head for each over one encoder, their losses in equal parts.
enum class Classes { kThirteen, kSeven, kBoth };

struct Recipe {
    std::string name;
    Encoder encoder = Encoder::kMiniLm;
    OptimizerOptions optimizer{};
    BatchOptions batches{};
    double warm_up = 0.1;  ///< of the steps; then the rate falls linearly to 0
    double epochs = 2;     ///< a third one fits the noise of the labels
    double smoothing = 0;  ///< of the labels: the share that goes to all classes alike
    double agreement =
        0;  ///< above 0: every tweet is seen twice at a time, and what the answers differ by counts
};

struct Computing {
    int threads = 1;
    Precision precision = Precision::kAuto;
};

/// Adam with moments 0.9 and 0.999, 1e-6 and weight decay 0.01 as published; what the publication leaves open
/// is BERT's own fine-tuning, of whose range this is a part: rate 5e-5 for all layers, 2 epochs, batches of
/// 32 (Devlin et al. 2019).
Recipe published_recipe();

/// Ours: rates that fall from the heads to the embeddings, averaged weights, smoothed labels, words dropped
/// and misheard.
Recipe our_recipe();

/// Ours with an encoder of the published one's size: MPNet-base, whose uppermost layer learns at 5e-5.
Recipe mpnet_recipe();

/// To the test part of a split, in the order of its tweets; empty where a head was not trained.
struct TweetAnswers {
    std::vector<Answer> thirteen, seven;
};

/// Fine-tunes the installed encoder of the recipe on the split's training part and answers its test part.
TweetAnswers fine_tuned_answers(const Split& split, Classes classes, const Recipe& recipe, std::uint64_t seed,
                                const Computing& computing);

}  // namespace ganemotion::training::tweets
