#include "units/units_fit.h"

#include <algorithm>
#include <string>

#include <Eigen/Eigenvalues>

#include "action_units/features.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

constexpr auto kUnits = static_cast<Eigen::Index>(kActionUnitCount);

// Principal directions of rows, each divided by its standard deviation: columns of [features, components].
Matrix whitening(const Matrix& rows, int components) {
    const Eigen::MatrixXf covariance = rows.transpose() * rows / static_cast<float>(rows.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    const Eigen::MatrixXf directions = solver.eigenvectors().rightCols(components);
    const Eigen::VectorXf deviation = solver.eigenvalues().tail(components).cwiseMax(1e-12F).cwiseSqrt();
    return directions * deviation.cwiseInverse().asDiagonal();
}

// From features to the inputs of the ridge: whitened shape, then scaled blendshapes.
Matrix reduction(const Matrix& shape_rows, int components, float blendshape_scale) {
    Matrix map = Matrix::Zero(action_units::kFeatures, components + face::kBlendshapeCount);
    map.topLeftCorner(action_units::kShapeFeatures, components) = whitening(shape_rows, components);
    map.bottomRightCorner(face::kBlendshapeCount, face::kBlendshapeCount).diagonal().array() =
        1 / blendshape_scale;
    return map;
}

nn::Tensor tensor_of(const Matrix& matrix) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()});
}

Matrix matrix_of(const nn::Tensor& tensor) {
    const std::vector<float> values = tensor.to_float();
    return Eigen::Map<const Matrix>(values.data(), tensor.shape.at(0), tensor.shape.at(1));
}

// One unit: ridge on the rows that say something about it, pictures and their mirror images. A ridge answers
// with less than what was asked; dividing by the slope of the answers makes a label of 1 read as 1 on
// average.
Eigen::VectorXf fit_relative_unit(const Matrix& inputs, const Matrix& mirrored_inputs, const Matrix& targets,
                                  const std::vector<bool>& rows, float penalty) {
    const Matrix x = stacked(rows_of(inputs, rows), rows_of(mirrored_inputs, rows));
    const Matrix y = stacked(rows_of(targets, rows), rows_of(targets, rows));
    const Matrix weights = ridge(x, y, penalty);
    const Eigen::VectorXf answers = x * weights.col(0);
    const float slope = answers.dot(y.col(0)) / y.squaredNorm();
    return weights.col(0) / slope;
}

Matrix fit_relative(const PersonTable& table, const std::vector<bool>& chosen,
                    const UnitsFitOptions& options) {
    const Matrix features = within_person(table.features, table.person, chosen);
    const Matrix mirrored_features = within_person(table.mirrored_features, table.person, chosen);
    const Matrix shapes = stacked(rows_of(features, chosen), rows_of(mirrored_features, chosen))
                              .leftCols(action_units::kShapeFeatures);
    const Matrix map = reduction(shapes, options.shape_components, options.blendshape_scale);
    const Matrix inputs = features * map;
    const Matrix mirrored_inputs = mirrored_features * map;
    const Matrix targets = unit_targets(table);

    Matrix weights(kUnits, action_units::kFeatures);
    for (Eigen::Index i = 0; i < kUnits; ++i) {
        const auto rows = rows_for_unit(table, kActionUnits[static_cast<std::size_t>(i)], chosen);
        const Matrix wanted = within_person(targets.col(i), table.person, rows);
        weights.row(i) = map * fit_relative_unit(inputs, mirrored_inputs, wanted, rows, options.penalty);
    }
    return weights;
}

struct AbsoluteFit {
    Matrix weights;
    Matrix offset;
};

AbsoluteFit fit_absolute(const PersonTable& table, const std::vector<bool>& chosen,
                         const UnitsFitOptions& options) {
    const Matrix all = stacked(rows_of(table.features, chosen), rows_of(table.mirrored_features, chosen));
    const Eigen::RowVectorXf mean = all.colwise().mean();
    const Matrix shapes = (all.rowwise() - mean).leftCols(action_units::kShapeFeatures);
    const Matrix map = reduction(shapes, options.absolute_components, options.blendshape_scale);
    const Matrix targets = unit_targets(table);

    AbsoluteFit fit{Matrix(kUnits, action_units::kFeatures), Matrix(kUnits, 1)};
    for (Eigen::Index i = 0; i < kUnits; ++i) {
        const auto rows = rows_for_unit(table, kActionUnits[static_cast<std::size_t>(i)], chosen);
        const Matrix x = stacked(rows_of(table.features, rows), rows_of(table.mirrored_features, rows));
        const Matrix y = stacked(rows_of(targets.col(i), rows), rows_of(targets.col(i), rows));
        const float target_mean = y.mean();
        const Matrix centred = y.array() - target_mean;
        const Matrix weights = map * ridge((x.rowwise() - mean) * map, centred, options.penalty);
        fit.weights.row(i) = weights.col(0);
        fit.offset(i, 0) = target_mean - mean.dot(weights.col(0));
    }
    return fit;
}

}  // namespace

bool leans_on_blendshape(int unit) {
    return std::any_of(std::begin(kBlendshapeUnits), std::end(kBlendshapeUnits),
                       [&](const BlendshapeUnit& one) { return one.unit == unit; });
}

Matrix unit_targets(const PersonTable& table) {
    Matrix targets = table.labels;
    for (const auto& [unit, blendshape] : kBlendshapeUnits) {
        const auto column = static_cast<Eigen::Index>(*index_of_action_unit(unit));
        const Eigen::Index score = action_units::kShapeFeatures + face::blendshape_index(blendshape);
        // The mirror image has the other side's score in the same place.
        targets.col(column) = 0.5F * (table.features.col(score) + table.mirrored_features.col(score));
    }
    return targets;
}

std::vector<bool> rows_for_unit(const PersonTable& table, int unit, const std::vector<bool>& chosen) {
    std::vector<bool> rows = chosen;
    if (leans_on_blendshape(unit)) return rows;
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = rows[i] && table.labelled[i];
    return rows;
}

nn::Weights fit_units(const PersonTable& table, const MeanFace& mean_face, const std::vector<bool>& chosen,
                      const UnitsFitOptions& options) {
    nn::Weights weights;
    const Matrix mesh = mean_face.mesh;
    weights.tensors["mean_face"] = tensor_of(mesh);
    const std::vector<float> mirror(mean_face.mirror.begin(), mean_face.mirror.end());
    weights.tensors["mirror"] = nn::Tensor::from_float(mirror, {face::kVertexCount});

    weights.tensors["relative"] = tensor_of(fit_relative(table, chosen, options));
    const AbsoluteFit absolute = fit_absolute(table, chosen, options);
    weights.tensors["absolute"] = tensor_of(absolute.weights);
    weights.tensors["absolute_offset"] = tensor_of(absolute.offset);
    weights.tensors["expression"] =
        tensor_of(fit_expression(absolute_units(weights, table.features), table, chosen, options));
    return weights;
}

Matrix relative_units(const nn::Weights& weights, const Matrix& features, const PersonTable& table) {
    const std::vector<bool> everyone(table.person.size(), true);
    return within_person(features, table.person, everyone) * matrix_of(weights.at("relative")).transpose();
}

Matrix absolute_units(const nn::Weights& weights, const Matrix& features) {
    Matrix units = features * matrix_of(weights.at("absolute")).transpose();
    units.rowwise() += matrix_of(weights.at("absolute_offset")).col(0).transpose();
    return units.cwiseMax(0.0F).cwiseMin(1.0F);
}

}  // namespace ganemotion::training
