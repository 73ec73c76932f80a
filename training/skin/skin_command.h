#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train skin`: the generator of the skin, from CFEE and UTKFace.
void add_train_skin(CLI::App& train);

/// `ganemotion evaluate skin`: its figures on people never trained on, as Markdown and JSON.
void add_evaluate_skin(CLI::App& evaluate);

}  // namespace ganemotion::training
