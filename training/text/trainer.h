#pragma once

#include <cstdint>
#include <filesystem>

#include "training/text/batches.h"
#include "training/text/dataset.h"
#include "training/text/optimizer.h"

namespace ganemotion::training {

struct TrainTextOptions {
    std::filesystem::path data;   ///< folder with the text data
    std::filesystem::path start;  ///< weights of an earlier run to go on from; empty: the published MiniLM
    std::filesystem::path checkpoints;  ///< best.safetensors is written here
    std::filesystem::path output;       ///< the finished int8 weights
    double minutes = 90;                ///< the schedule of the rate spans this time
    int threads = 1;
    std::uint64_t seed = 1;

    double dialogue_share = 0.2;  ///< of the batches; two epochs of MELD while the others have one
    double forum_share = 0.46;
    double tweet_share = 0.34;
    double class_balance = 0.3;  ///< classes weigh by their inverse frequency to this power (not the tweets')
    double warm_up = 0.04;       ///< of the time
    double lowest_rate = 0.01;   ///< of the peak, at the end
    double minutes_between_evaluations = 20;
    std::size_t evaluated = 400;  ///< texts of each source in these evaluations: they cost training
    BatchOptions batches;
    OptimizerOptions optimizer;
};

/// Fine-tunes the installed MiniLM on the three data sets within the time, keeps the weights that did best on
/// the validation, fits the temperatures, and writes the model that the program reads.
void train_text(const TrainTextOptions& options);

}  // namespace ganemotion::training
