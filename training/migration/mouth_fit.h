#pragma once

#include <filesystem>
#include <vector>

#include "cfee/cfee.h"
#include "nn/weights.h"

namespace ganemotion::training {

struct MouthFitOptions {
    float least_gap = 0.06F;  ///< between the lips, in distances of the outer eye corners; 2 pixels of CFEE's
    float penalty = 0.02F;    ///< of the ridge, relative to each shape's variance
};

/// What is seen between the lips as a linear function of the opening's shape, in units of the cheeks'
/// colour: the tensor "colour" of models/skin/inner_mouth.safetensors. From people trained on alone.
nn::Weights fit_inner_mouth(const std::vector<MeasuredPortrait>& portraits,
                            const std::filesystem::path& folder, const MouthFitOptions& options);

/// How near it comes to the open mouths of test people.
struct MouthFigures {
    int people = 0;
    int pictures = 0;
    double mean = 0;    ///< L1 in 0..255 of the mean open mouth, in the light of the face
    double fitted = 0;  ///< of the fit
};
MouthFigures mouth_figures(const std::vector<MeasuredPortrait>& portraits,
                           const std::filesystem::path& folder, const std::filesystem::path& weights,
                           const MouthFitOptions& options);

}  // namespace ganemotion::training
