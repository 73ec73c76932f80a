#pragma once

#include <map>
#include <string>
#include <vector>

#include "cfee/person_table.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// Every number of the fit. Lengths are in the mean face's unit, the distance between the outer corners of
/// the eyes.
struct GeometryFitOptions {
    float penalty = 0.001F;      ///< of the ridge, relative to each unit's variance
    float weak_penalty = 0.05F;  ///< the same for the units that lean on a blendshape
    float cheek_from = 0.02F;    ///< below the lower lids units of the mouth begin to act ...
    float cheek_over = 0.16F;    ///< ... and act fully after this
    float mouth_from = 0.3F;     ///< below the lower lids units of brows and lids end to act ...
    float mouth_over = 0.27F;    ///< ... and do not act at all after this
};

/// What moves each vertex when a unit acts, by regression of the within-person motion on the estimated units:
/// brows and lids on units of the upper face alone, mouth and jaw on units of the lower face alone, cheeks on
/// all, with smooth transitions. (A regression of every vertex on every unit explains 1 to 3 % more, but then
/// AU07 drops the lips.) The tensor "displacement": [units, vertices * 3].
nn::Weights fit_geometry(const PersonTable& table, const Matrix& units, const Matrix& mirrored_units,
                         const face::Vertices& mean_face, const std::vector<bool>& chosen,
                         const GeometryFitOptions& options);

/// How well the units explain the motion of a region: 1 - residual / motion, mean over its vertices.
struct RegionFit {
    std::string region;
    float vertical = 0;    ///< R2 of y
    float horizontal = 0;  ///< R2 of x
};
std::vector<RegionFit> explained(const Matrix& displacement, const PersonTable& table, const Matrix& units,
                                 const std::vector<bool>& chosen);

}  // namespace ganemotion::training
