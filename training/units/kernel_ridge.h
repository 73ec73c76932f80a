#pragma once

#include "cfee/person_table.h"

namespace ganemotion::training {

/// Of each row of `a` and each of `b`.
Matrix squared_distances(const Matrix& a, const Matrix& b);

float median(const Matrix& values);

/// Answers that are linear in how like a picture is to some faces, 0..1.
struct Layer {
    Matrix coefficients;  ///< [faces, units]
    Eigen::RowVectorXf offset;
    float sharpness = 0;  ///< of the likeness: exp(-sharpness * squared distance)

    [[nodiscard]] Matrix answer(const Matrix& likeness) const {
        return (likeness * coefficients).rowwise() + offset;
    }
};

/// Kernel ridge regression whose functions are centred on some faces and which is fitted to more.
/// `likeness`: [pictures, faces], the first of the pictures are the faces.
Layer fit_layer(const Matrix& likeness, const Matrix& labels, float penalty);

}  // namespace ganemotion::training
