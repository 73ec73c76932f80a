#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train units`: fits mean face, action units and the first expression estimate, writes
/// models/units/units.safetensors.
void add_train_units(CLI::App& train);

/// `ganemotion train appearance`: fits what reads units from shape and skin, writes
/// models/units/appearance.safetensors.
void add_train_appearance(CLI::App& train);

/// `ganemotion evaluate units`: Markdown tables of the figures on people never trained on.
void add_evaluate_units(CLI::App& evaluate);

}  // namespace ganemotion::training
