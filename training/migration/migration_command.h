#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train mouth`: fits what is painted between lips that are opened; writes
/// models/skin/inner_mouth.safetensors.
void add_train_mouth(CLI::App& train);

/// `ganemotion train expressions`: learns models/geometry/standard_expressions.json. Needs all other weights.
void add_train_expressions(CLI::App& train);

/// `ganemotion evaluate migration`: whether people believe what is migrated.
void add_evaluate_migration(CLI::App& evaluate);

}  // namespace ganemotion::training
