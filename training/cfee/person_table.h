#pragma once

#include <vector>

#include <Eigen/Core>

#include "cfee/cfee.h"
#include "cfee/mean_face_fit.h"

namespace ganemotion::training {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The portraits as a table for regressions, a row each: features of the pose-normalised mesh and the
/// blendshapes, and the same as a mirror shows them.
struct PersonTable {
    Matrix features;           ///< [rows, action_units::kFeatures]
    Matrix mirrored_features;  ///< the same
    Matrix labels;             ///< [rows, units] manual intensities; 0 where not labelled
    std::vector<int> person;
    std::vector<bool> labelled;
    std::vector<std::string> emotion;

    [[nodiscard]] Eigen::Index size() const { return features.rows(); }
};

PersonTable person_table(const std::vector<MeasuredPortrait>& portraits, const MeanFace& mean_face);

/// Rows less the mean of the same person's rows for which `counts` holds; other rows become 0.
Matrix within_person(const Matrix& rows, const std::vector<int>& person, const std::vector<bool>& counts);

/// The rows for which `chosen` holds, one below the other.
Matrix rows_of(const Matrix& rows, const std::vector<bool>& chosen);

/// Ridge regression: the weights W with the least |X W - Y|^2 + penalty |W|^2.
Matrix ridge(const Matrix& x, const Matrix& y, float penalty);

Matrix stacked(const Matrix& above, const Matrix& below);

}  // namespace ganemotion::training
