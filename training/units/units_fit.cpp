#include "units/units_fit.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <Eigen/Eigenvalues>

#include "action_units/features.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

constexpr auto kUnits = static_cast<Eigen::Index>(kActionUnitCount);

// A unit is read where it acts. A regression on the whole face reads a raised brow from the open mouth that
// comes with it in surprise: right on posed faces, wrong on a face that speaks.
struct UnitRegion {
    std::vector<int> units;
    float from;  // vertices between these heights, below the lower lids, in eye distances
    float to;
    std::vector<std::string_view> blendshapes;  // that begin so
};
const UnitRegion kUnitRegions[] = {
    {{1, 2, 4, 5, 7, 45}, -9, 0.15F, {"brow", "eye"}},
    {{6, 9}, -9, 0.42F, {"brow", "eye", "cheek", "nose"}},
    {{10, 12, 14, 15, 16, 17, 18, 20, 23, 24, 25, 26, 28}, 0, 9, {"cheek", "jaw", "mouth", "nose"}}};
constexpr int kLowerLids[] = {145, 374};

Eigen::Index column_of(int unit) {
    return static_cast<Eigen::Index>(*index_of_action_unit(unit));
}

// 1 for the features that a region's units are read from, 0 for the others.
Eigen::VectorXf features_in(const UnitRegion& region, const face::Vertices& mean_face) {
    Eigen::VectorXf chosen = Eigen::VectorXf::Zero(action_units::kFeatures);
    const float lids = 0.5F * (mean_face(kLowerLids[0], 1) + mean_face(kLowerLids[1], 1));
    for (int i = 0; i < face::kVertexCount; ++i) {
        const float below = mean_face(i, 1) - lids;
        if (below >= region.from && below <= region.to) chosen.segment(3 * i, 3).setOnes();
    }
    for (int i = 0; i < face::kBlendshapeCount; ++i)
        for (const std::string_view begin : region.blendshapes)
            if (face::blendshape_name(i).starts_with(begin)) chosen[action_units::kShapeFeatures + i] = 1;
    return chosen;
}

// Principal directions of rows, each divided by its standard deviation: columns of [features, components].
Matrix whitening(const Matrix& rows, int components) {
    const Eigen::MatrixXf covariance = rows.transpose() * rows / static_cast<float>(rows.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    const Eigen::MatrixXf directions = solver.eigenvectors().rightCols(components);
    const Eigen::VectorXf deviation = solver.eigenvalues().tail(components).cwiseMax(1e-12F).cwiseSqrt();
    return directions * deviation.cwiseInverse().asDiagonal();
}

// From features to the inputs of the ridge: whitened shape, then scaled blendshapes; of one region alone.
Matrix reduction(const Matrix& rows, const Eigen::VectorXf& region, int components, float blendshape_scale) {
    const Eigen::RowVectorXf in_shape = region.head(action_units::kShapeFeatures).transpose();
    const Matrix shape = rows.leftCols(action_units::kShapeFeatures).array().rowwise() * in_shape.array();
    Matrix map = Matrix::Zero(action_units::kFeatures, components + face::kBlendshapeCount);
    map.topLeftCorner(action_units::kShapeFeatures, components) = whitening(shape, components);
    map.bottomRightCorner(face::kBlendshapeCount, face::kBlendshapeCount).diagonal() =
        region.tail(face::kBlendshapeCount) / blendshape_scale;
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

Matrix fit_relative(const PersonTable& table, const face::Vertices& mean_face,
                    const std::vector<bool>& chosen, const UnitsFitOptions& options) {
    const Matrix features = within_person(table.features, table.person, chosen);
    const Matrix mirrored_features = within_person(table.mirrored_features, table.person, chosen);
    const Matrix both = stacked(rows_of(features, chosen), rows_of(mirrored_features, chosen));
    const Matrix targets = unit_targets(table);

    Matrix weights(kUnits, action_units::kFeatures);
    for (const UnitRegion& region : kUnitRegions) {
        const Matrix map = reduction(both, features_in(region, mean_face), options.shape_components,
                                     options.blendshape_scale);
        const Matrix inputs = features * map;
        const Matrix mirrored_inputs = mirrored_features * map;
        for (const int unit : region.units) {
            const auto rows = rows_for_unit(table, unit, chosen);
            const Eigen::Index i = column_of(unit);
            const Matrix wanted = within_person(targets.col(i), table.person, rows);
            weights.row(i) = map * fit_relative_unit(inputs, mirrored_inputs, wanted, rows, options.penalty);
        }
    }
    return weights;
}

struct AbsoluteFit {
    Matrix weights;
    Matrix offset;
};

AbsoluteFit fit_absolute(const PersonTable& table, const face::Vertices& mean_face,
                         const std::vector<bool>& chosen, const UnitsFitOptions& options) {
    const Matrix all = stacked(rows_of(table.features, chosen), rows_of(table.mirrored_features, chosen));
    const Eigen::RowVectorXf mean = all.colwise().mean();
    const Matrix centred_rows = all.rowwise() - mean;
    const Matrix targets = unit_targets(table);

    AbsoluteFit fit{Matrix(kUnits, action_units::kFeatures), Matrix(kUnits, 1)};
    for (const UnitRegion& region : kUnitRegions) {
        const Matrix map = reduction(centred_rows, features_in(region, mean_face),
                                     options.absolute_components, options.blendshape_scale);
        for (const int unit : region.units) {
            const auto rows = rows_for_unit(table, unit, chosen);
            const Eigen::Index i = column_of(unit);
            const Matrix x = stacked(rows_of(table.features, rows), rows_of(table.mirrored_features, rows));
            const Matrix y = stacked(rows_of(targets.col(i), rows), rows_of(targets.col(i), rows));
            const float target_mean = y.mean();
            const Matrix centred = y.array() - target_mean;
            const Matrix weights = map * ridge((x.rowwise() - mean) * map, centred, options.penalty);
            fit.weights.row(i) = weights.col(0);
            fit.offset(i, 0) = target_mean - mean.dot(weights.col(0));
        }
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

    weights.tensors["relative"] = tensor_of(fit_relative(table, mean_face.mesh, chosen, options));
    const AbsoluteFit absolute = fit_absolute(table, mean_face.mesh, chosen, options);
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
