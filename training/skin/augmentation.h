#pragma once

#include <torch/torch.h>

#include "training/skin/skin_options.h"

namespace ganemotion::training {

/// Two textures [batch, 3, side, side] of the same people, RGB 0..1.
struct TexturePair {
    torch::Tensor source;
    torch::Tensor target;
};

/// Both pictures of each pair under the same random light, camera, grain and errors of the mesh, so that
/// their difference stays the change of expression: the generator shall neither denoise nor relight.
TexturePair augmented(TexturePair pair, const AugmentationOptions& options);

}  // namespace ganemotion::training
