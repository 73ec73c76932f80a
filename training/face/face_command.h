#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train turning`: writes models/units/turning.safetensors.
void add_train_turning(CLI::App& train);

/// `ganemotion evaluate face`: Markdown tables of how exact the mesh is on CFEE's test people, by way of
/// looking, and of the units' constancy when a head turns.
void add_evaluate_face(CLI::App& evaluate);

}  // namespace ganemotion::training
