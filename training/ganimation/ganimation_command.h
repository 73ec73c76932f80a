#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion train ganimation`: the generator as first published, from CFEE and UTKFace.
void add_train_ganimation(CLI::App& train);

/// `ganemotion evaluate ganimation`: what it paints on people never trained on, as figures and as a picture.
void add_evaluate_ganimation(CLI::App& evaluate);

}  // namespace ganemotion::training
