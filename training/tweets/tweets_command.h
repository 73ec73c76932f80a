#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// One run of the published experiment: MiniLM on one split.
void add_train_tweets(CLI::App& train);

/// What costs minutes: the simple baseline, its learning curve, and how far the labels agree.
void add_evaluate_tweets(CLI::App& evaluate);

}  // namespace ganemotion::training
