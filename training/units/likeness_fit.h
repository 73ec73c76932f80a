#pragma once

#include "nn/weights.h"
#include "units/observations.h"
#include "units/principal_view.h"

namespace ganemotion::training {

/// Every number of the fit; chosen on people of training, cross-validated by person. Around these the mean F1
/// moves by less than 0.003.
struct LikenessOptions {
    /// In the order of action_units::kViews.
    std::array<ViewOptions, action_units::kViews.size()> views = {
        {{30, 0.05F, 1.0F}, {30, 0.1F, 0.7F}, {80, 0.15F, 0.8F}, {100, 0.15F, 0.8F}, {40, 0.05F, 0.6F}}};
    float rest_weight = 1;  ///< of what differs from the rest beside what is seen
    float sharpness = 1;    ///< of the kernel, against the median squared distance of two pictures
    float penalty = 0.3F;   ///< of the ridge
    int folds = 5;          ///< of people, for what counts as present
};

/// Fits models/units/appearance.safetensors to the labelled pictures of `seen` whose people are not test
/// people, and to the damaged ones beside them; unlabelled ones serve as resting faces.
nn::Weights fit_likeness(const Observations& seen, const Observations& damaged,
                         const LikenessOptions& options);

/// For each portrait the row of its person's resting face: the labelled neutral picture, or of the
/// unlabelled ones the calmest by `activity`.
std::vector<std::size_t> resting_rows(const std::vector<MeasuredPortrait>& portraits,
                                      const std::vector<float>& activity);

}  // namespace ganemotion::training
