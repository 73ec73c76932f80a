#pragma once

#include <filesystem>

#include "training/precision.h"
#include "training/skin/generator.h"
#include "training/skin/skin_options.h"
#include "training/skin/texture_set.h"

namespace ganemotion::training {

/// Pairs (source, target) of the same person, for training or testing.
struct PairRows {
    std::vector<std::int64_t> source;
    std::vector<std::int64_t> target;
};
PairRows random_pairs(const std::vector<std::vector<std::int64_t>>& people, std::int64_t count,
                      double unchanged);

/// The target's mean colour, on the painted skin, made the source's: people moved between two shots, and the
/// light of a whole face is not expression. (The nose and forehead of a pair differ by 3 % on average.)
torch::Tensor matched_colour(const torch::Tensor& target, const torch::Tensor& source,
                             const torch::Tensor& mask);

/// Trains for the options' minutes of processor time; a line of the log on standard error every so many
/// steps, and the averaged weights so far written to `checkpoint`. Gives the averaged weights.
nn::Weights train_skin(const TextureSet& set, const SkinTrainOptions& options, Precision precision,
                       const std::filesystem::path& checkpoint);

}  // namespace ganemotion::training
