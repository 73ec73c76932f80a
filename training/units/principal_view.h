#pragma once

#include "cfee/person_table.h"

namespace ganemotion::training {

struct ViewOptions {
    int components;  ///< principal components that are kept
    float noise;     ///< of the largest deviation: directions that vary less count less than whitened ones
    float weight;    ///< of the view's distances
};

/// What a picture shows in one view, as a few numbers.
struct PrincipalView {
    Eigen::RowVectorXf mean;
    Matrix directions;

    [[nodiscard]] Matrix code(const Matrix& rows) const { return (rows.rowwise() - mean) * directions; }
};

/// Principal directions of the rows of `train`, scaled so that the squared length of a code of `labelled`
/// rows is weight^2 on average.
PrincipalView fit_view(const Matrix& train, const Matrix& labelled, const ViewOptions& options);

}  // namespace ganemotion::training
