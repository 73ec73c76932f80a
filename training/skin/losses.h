#pragma once

#include <map>
#include <string>

#include <torch/torch.h>

#include "training/running.h"
#include "training/skin/generator.h"
#include "training/skin/skin_options.h"

namespace ganemotion::training {

/// Per-pixel weights of the pixel losses: the painted skin, brightness taken out. mask [1, 1, side, side].
struct SkinWeights {
    torch::Tensor skin;        ///< mask / its sum / batch / colours: weighted sums are means
    torch::Tensor brightness;  ///< [batch, 1, 1, 1] reciprocal brightness of the source
};
SkinWeights skin_weights(const torch::Tensor& source, const torch::Tensor& mask);

/// Mean absolute difference on the painted skin.
torch::Tensor pixel_error(const torch::Tensor& a, const torch::Tensor& b, const SkinWeights& weights);
/// Mean absolute difference of the differences to neighbours, at full, half and quarter resolution.
torch::Tensor gradient_error(const torch::Tensor& a, const torch::Tensor& b, const SkinWeights& weights);

/// All losses of a pair but the critic's, weighted and added; parts are noted in `parts`.
torch::Tensor paired_loss(const Painted& painted, const torch::Tensor& source, const torch::Tensor& target,
                          const torch::Tensor& mask, const SkinLossOptions& options, LossParts& parts);

}  // namespace ganemotion::training
