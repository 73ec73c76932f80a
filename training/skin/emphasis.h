#pragma once

#include "migration/skin.h"
#include "training/skin/generator.h"

namespace ganemotion::training {

/// What the program makes of an answer (migration::emphasis); `texture` is what was painted on.
Painted emphasised(const Painted& answer, const torch::Tensor& texture,
                   const migration::SkinOptions& options = {});

}  // namespace ganemotion::training
