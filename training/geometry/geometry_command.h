#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train geometry`: fits the motion of the mesh, writes models/geometry/geometry.safetensors.
/// Needs models/units and the standard expressions.
void add_train_geometry(CLI::App& train);

/// `ganemotion evaluate geometry`: Markdown table of the figures on people never trained on.
void add_evaluate_geometry(CLI::App& evaluate);

}  // namespace ganemotion::training
