#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// Mounts `train expression`: trains a backbone of the ensemble on FER2013, or fits the stack over those
/// there are.
void add_train_expression(CLI::App& train);

/// Mounts `evaluate expression`: measures the ensemble and writes docs/models/expression.md and
/// expression.json.
void add_evaluate_expression(CLI::App& evaluate);

}  // namespace ganemotion::training
