#pragma once

#include <string>
#include <vector>

#include "training/skin/emphasis.h"
#include "training/skin/texture_set.h"

namespace ganemotion::training {

/// Mean CIE76 colour difference that paint makes where the real pair hardly changes: the calmer half of the
/// skin, ranked on the real pair as it was photographed.
struct ColourFigure {
    std::string look;    ///< how the source looks: "as photographed", "gray", "dark", ...
    double painted = 0;  ///< delta E of painted and source
    double chroma = 0;   ///< in a and b alone: a shift of hue or saturation
};

/// The same pairs of test people under several lights and treatments.
std::vector<ColourFigure> colour_figures(SkinGenerator& generator, const TextureSet& set, std::int64_t pairs,
                                         const migration::SkinOptions& options = {});

/// The figures as a Markdown table.
void print_colour(const std::vector<ColourFigure>& figures);

/// CIE L*a*b* of sRGB 0..1 under D65, [batch, 3, side, side].
torch::Tensor lab_of(const torch::Tensor& rgb);

/// Where the smoothed real difference of a pair is below its median on the skin: [batch, 1, side, side].
torch::Tensor calm_skin(const torch::Tensor& source, const torch::Tensor& target, const torch::Tensor& mask);

}  // namespace ganemotion::training
