#include "training/precision.h"

#include <map>

#include <ATen/autocast_mode.h>

namespace ganemotion::training {

Precision chosen_precision(Precision precision) {
    if (precision != Precision::kAuto) return precision;
    return __builtin_cpu_supports("avx512bf16") != 0 ? Precision::kBfloat16 : Precision::kFloat32;
}

PrecisionScope::PrecisionScope(Precision precision) : enabled_before_(at::autocast::is_cpu_enabled()) {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(chosen_precision(precision) == Precision::kBfloat16);
    at::autocast::increment_nesting();
}

PrecisionScope::~PrecisionScope() {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    at::autocast::set_cpu_enabled(enabled_before_);
}

void add_precision_option(CLI::App& command, Precision& precision) {
    static const std::map<std::string, Precision> kNames = {
        {"auto", Precision::kAuto}, {"float32", Precision::kFloat32}, {"bfloat16", Precision::kBfloat16}};
    command
        .add_option("--precision", precision,
                    "of matrix products: auto takes bfloat16 where the processor multiplies it")
        ->transform(CLI::CheckedTransformer(kNames, CLI::ignore_case))
        ->option_text("auto|float32|bfloat16 [auto]");
}

}  // namespace ganemotion::training
