#pragma once

#include "training/skin/emphasis.h"
#include "training/skin/texture_set.h"

namespace ganemotion::training {

/// How near painted textures are to the same person's real ones, on people never trained on.
struct PairedFigures {
    std::int64_t people = 0;
    std::int64_t pairs = 0;
    double pixel = 0, pixel_unchanged = 0;        ///< L1 on the painted skin, source's brightness taken out
    double gradient = 0, gradient_unchanged = 0;  ///< of differences to neighbours, three scales
    double mask_mean = 0, mask_variance = 0;      ///< of the attention mask A where painting is allowed
    double unaffected = 0;  ///< mean delta E (CIE76) on the half of the skin that the real pair changes least
    double unaffected_real = 0;  ///< the real pair's own there
};
/// How far apart two pictures of the same person are whose units are nearly the same: what no change of units
/// can explain, and no paint can gain.
struct AlikeFigures {
    std::int64_t pairs = 0;
    double pixel = 0, gradient = 0;  ///< as PairedFigures has them, unchanged
};
/// All ordered pairs of the test people whose units differ by less than `deviations`, as a length, of those
/// that `unit_scale` [1, units] has.
AlikeFigures alike_figures(const TextureSet& set, const torch::Tensor& unit_scale, double deviations = 1.5);

PairedFigures paired_figures(SkinGenerator& generator, const TextureSet& set, std::int64_t pairs,
                             const migration::SkinOptions& options = {});

}  // namespace ganemotion::training
