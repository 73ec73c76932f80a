#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// Mounts `train text`: fine-tunes the text model and writes models/text/text.safetensors.
void add_train_text(CLI::App& train);

/// Mounts `evaluate text`: measures the model on everything it was not trained on and writes
/// docs/models/text.md and text.json.
void add_evaluate_text(CLI::App& evaluate);

}  // namespace ganemotion::training
