#pragma once

#include "cfee/person_table.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// Every number of the fit; chosen by a few trials on an earlier random split by person of the same set,
/// before the test people were looked at.
struct UnitsFitOptions {
    int shape_components = 25;  ///< principal components of a region's shape; more let noise of the mesh in
    float blendshape_scale = 0.5F;   ///< divides blendshapes before the ridge: larger makes them count less
    float penalty = 100;             ///< of the ridge, on features of unit variance
    int absolute_components = 40;    ///< the same where no resting face is known: people's shapes differ too
    int expression_steps = 3000;     ///< gradient steps of the logistic regression of the expression
    float expression_rate = 0.5F;    ///< their length
    float expression_decay = 1e-3F;  ///< weight decay of the same
};

/// Units with too few manual labels lean on a blendshape: by its name, the left one of a pair.
struct BlendshapeUnit {
    int unit;
    const char* blendshape;
};
inline constexpr BlendshapeUnit kBlendshapeUnits[] = {{14, "mouthDimpleLeft"}, {16, "mouthLowerDownLeft"},
                                                      {18, "mouthPucker"},     {23, "mouthPressLeft"},
                                                      {28, "mouthRollLower"},  {45, "eyeBlinkLeft"}};
bool leans_on_blendshape(int unit);

/// What the units are fitted to: manual labels 0..1, or the mean of the blendshape's two sides.
Matrix unit_targets(const PersonTable& table);

/// Which rows say something about a unit: the labelled ones, or all for units that lean on a blendshape.
std::vector<bool> rows_for_unit(const PersonTable& table, int unit, const std::vector<bool>& chosen);

/// The tensors of models/units/units.safetensors: mean_face, mirror, relative, absolute, absolute_offset,
/// expression.
nn::Weights fit_units(const PersonTable& table, const MeanFace& mean_face, const std::vector<bool>& chosen,
                      const UnitsFitOptions& options);

/// Estimates of a set of rows relative to each person's mean: [rows, units].
Matrix relative_units(const nn::Weights& weights, const Matrix& features, const PersonTable& table);

/// Estimates without a resting face: [rows, units].
Matrix absolute_units(const nn::Weights& weights, const Matrix& features);

}  // namespace ganemotion::training
