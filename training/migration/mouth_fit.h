#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "cfee/cfee.h"
#include "nn/weights.h"

namespace ganemotion::training {

struct MouthFitOptions {
    float least_gap = 0.06F;  ///< between the lips, in distances of the outer eye corners; 2 pixels of CFEE's
    float penalty = 0.5F;     ///< of the ridge, relative to each shape's variance
    int kinds = 10;           ///< of open mouths: teeth closed, half open, tongue out ...
    int starts = 6;           ///< of the search for them, of which the best is taken
    float sharpening = 1.2F;  ///< of what is finer than 3 texels: a mean over 200 people's teeth is soft
    std::uint32_t seed = 1;
};

struct FittedMouth {
    nn::Weights weights;
    int mouths = 0;  ///< of the kind that is taken
    int people = 0;  ///< whose they are
};

/// What is seen between the lips as a linear function of the opening's shape, in units of the cheeks'
/// colour: the tensor "colour" of models/skin/inner_mouth.safetensors. From people trained on alone.
/// The mean over all mouths is a gray band, because some show teeth where others show the dark behind them;
/// so mouths are told apart by kinds, each with a function of its own, and the kind is taken that shows the
/// upper teeth over a dark gap, as a jaw that drops does.
FittedMouth fit_inner_mouth(const std::vector<MeasuredPortrait>& portraits,
                            const std::filesystem::path& folder, const MouthFitOptions& options);

/// How it compares with the open mouths of test people. An own mouth may be of any kind, so being like a
/// mouth
/// (`gradients` near 1) counts more here than the distance to the truth, which is least for a mean.
struct MouthFigures {
    int people = 0;
    int pictures = 0;
    double mean = 0;       ///< L1 in 0..255 of the mean open mouth, in the light of the face
    double fitted = 0;     ///< of the fit
    double gradients = 0;  ///< mean difference of neighbours in the fit, of those in the pictures
};
MouthFigures mouth_figures(const std::vector<MeasuredPortrait>& portraits,
                           const std::filesystem::path& folder, const std::filesystem::path& weights,
                           const MouthFitOptions& options);

}  // namespace ganemotion::training
