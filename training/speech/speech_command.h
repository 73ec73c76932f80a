#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// `ganemotion evaluate speech`: how well sentences are heard and timed, on composed speech with known truth.
void add_evaluate_speech(CLI::App& evaluate);

}  // namespace ganemotion::training
