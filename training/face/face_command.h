#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train turning`: writes models/units/turning.safetensors.
void add_train_turning(CLI::App& train);

/// `ganemotion train identity`: writes models/face/identity.safetensors.
void add_train_identity(CLI::App& train);

/// `ganemotion evaluate face`: Markdown tables of how exact the mesh is on CFEE's test people, by way of
/// looking, of the units' constancy when a head turns, of what fades where faces are covered, of who is found
/// and who is told from whom.
void add_evaluate_face(CLI::App& evaluate);

}  // namespace ganemotion::training
