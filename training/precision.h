#pragma once

#include <CLI/CLI.hpp>

namespace ganemotion::training {

/// In what the matrix products of a training are computed. Weights, optimizer, norms and losses are float32
/// in any case. bfloat16 is three to five times as fast on processors that multiply it (AMX, AVX512-BF16) and
/// several times slower on all others, which have to emulate it: kAuto asks the processor.
enum class Precision { kAuto, kFloat32, kBfloat16 };

/// What kAuto means on this processor; the others stay what they are.
Precision chosen_precision(Precision precision);

/// While it lives, this thread's matrix products and convolutions run in the precision; to be held around
/// forward and loss, released before the optimizer's step: weights that were converted are kept until then.
class PrecisionScope {
  public:
    explicit PrecisionScope(Precision precision);
    ~PrecisionScope();
    PrecisionScope(const PrecisionScope&) = delete;
    PrecisionScope& operator=(const PrecisionScope&) = delete;

  private:
    bool enabled_before_;
};

/// --precision auto|float32|bfloat16
void add_precision_option(CLI::App& command, Precision& precision);

}  // namespace ganemotion::training
