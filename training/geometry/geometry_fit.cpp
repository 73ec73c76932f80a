#include "geometry/geometry_fit.h"

#include <algorithm>

#include "action_units/features.h"

namespace ganemotion::training {

namespace {

constexpr auto kUnits = static_cast<Eigen::Index>(kActionUnitCount);
using UnitList = std::vector<int>;

const UnitList kUpperUnits = {1, 2, 4, 5, 6, 7, 9};
const UnitList kLowerUnits = {9, 10, 12, 15, 17, 20, 24, 25, 26};
const UnitList kStrongUnits = {1, 2, 4, 5, 6, 7, 9, 10, 12, 15, 17, 20, 24, 25, 26};
const UnitList kWeakUnits = {14, 16, 18, 23, 28};
const UnitList kBlink = {45};

constexpr int kLowerLids[] = {145, 374};

std::vector<Eigen::Index> columns_of(const UnitList& units) {
    std::vector<Eigen::Index> columns;
    for (const int unit : units) columns.push_back(static_cast<Eigen::Index>(*index_of_action_unit(unit)));
    return columns;
}

// Ridge whose penalty is relative to the variance of each unit; rows of units that are not listed are 0.
Matrix regress(const Matrix& units, const Matrix& motion, const UnitList& listed, float penalty) {
    const auto columns = columns_of(listed);
    Matrix x = units(Eigen::all, columns);
    const Eigen::RowVectorXf deviation =
        (x.colwise().squaredNorm() / static_cast<float>(x.rows())).cwiseSqrt().cwiseMax(1e-6F);
    x = x.array().rowwise() / deviation.array();
    const Matrix fitted = ridge(x, motion, penalty * static_cast<float>(x.rows()));
    Matrix result = Matrix::Zero(kUnits, motion.cols());
    for (std::size_t i = 0; i < columns.size(); ++i)
        result.row(columns[i]) =
            fitted.row(static_cast<Eigen::Index>(i)) / deviation[static_cast<Eigen::Index>(i)];
    return result;
}

float smooth_step(float x) {
    x = std::clamp(x, 0.0F, 1.0F);
    return x * x * (3 - 2 * x);
}

// How much each coordinate is the upper face's, the cheeks' and the lower face's: three rows that sum to 1.
struct Regions {
    Eigen::RowVectorXf upper, cheek, lower;
};

Regions regions_of(const face::Vertices& mean_face, const GeometryFitOptions& options) {
    const float lids = 0.5F * (mean_face(kLowerLids[0], 1) + mean_face(kLowerLids[1], 1));
    Regions regions;
    for (auto* row : {&regions.upper, &regions.cheek, &regions.lower}) row->resize(face::kVertexCount * 3);
    for (int i = 0; i < face::kVertexCount; ++i) {
        const float below = mean_face(i, 1) - lids;
        const float upper = 1 - smooth_step((below - options.cheek_from) / options.cheek_over);
        const float lower = smooth_step((below - options.mouth_from) / options.mouth_over);
        regions.upper.segment(3 * i, 3).setConstant(upper);
        regions.lower.segment(3 * i, 3).setConstant(lower);
        regions.cheek.segment(3 * i, 3).setConstant(1 - upper - lower);
    }
    return regions;
}

Matrix weighted(const Matrix& rows, const Eigen::RowVectorXf& weights) {
    return rows.array().rowwise() * weights.array();
}

Matrix motion_of(const Matrix& features, const PersonTable& table) {
    const std::vector<bool> everyone(table.person.size(), true);
    return within_person(features, table.person, everyone).leftCols(action_units::kShapeFeatures);
}

}  // namespace

nn::Weights fit_geometry(const PersonTable& table, const Matrix& units, const Matrix& mirrored_units,
                         const face::Vertices& mean_face, const std::vector<bool>& chosen,
                         const GeometryFitOptions& options) {
    const Matrix motion = stacked(rows_of(motion_of(table.features, table), chosen),
                                  rows_of(motion_of(table.mirrored_features, table), chosen));
    const Matrix acting = stacked(rows_of(units, chosen), rows_of(mirrored_units, chosen));
    const Regions regions = regions_of(mean_face, options);

    Matrix displacement = weighted(regress(acting, motion, kUpperUnits, options.penalty), regions.upper) +
                          weighted(regress(acting, motion, kStrongUnits, options.penalty), regions.cheek) +
                          weighted(regress(acting, motion, kLowerUnits, options.penalty), regions.lower);
    // Few pictures show the weak units: they explain what the strong ones left over, below the eyes. The
    // score of the blink follows every motion of the lids, so it too comes after the units that raise and
    // tighten them.
    const Matrix left_over = motion - acting * displacement;
    displacement += weighted(regress(acting, left_over, kWeakUnits, options.weak_penalty),
                             regions.cheek + regions.lower) +
                    weighted(regress(acting, left_over, kBlink, options.weak_penalty), regions.upper);

    nn::Weights weights;
    weights.tensors["displacement"] = nn::Tensor::from_float(
        {displacement.data(), displacement.data() + displacement.size()}, {kUnits, face::kVertexCount, 3});
    return weights;
}

std::vector<RegionFit> explained(const Matrix& displacement, const PersonTable& table, const Matrix& units,
                                 const std::vector<bool>& chosen) {
    static const std::map<std::string, std::vector<int>> kRegions = {
        {"brows", {70, 63, 105, 66, 107, 336, 296, 334, 293, 300}},
        {"eyelids", {159, 145, 386, 374}},
        {"mouth", {61, 291, 13, 14, 0, 17, 37, 267}},
        {"cheeks", {50, 280, 205, 425}}};
    const Matrix motion = rows_of(motion_of(table.features, table), chosen);
    const Matrix residual = motion - rows_of(units, chosen) * displacement;
    const Eigen::RowVectorXf r2 = 1 - residual.colwise().squaredNorm().array() /
                                          motion.colwise().squaredNorm().array().cwiseMax(1e-12F);
    std::vector<RegionFit> fits;
    for (const auto& [region, vertices] : kRegions) {
        RegionFit fit{region};
        for (const int vertex : vertices) {
            fit.horizontal += r2[3 * vertex] / static_cast<float>(vertices.size());
            fit.vertical += r2[3 * vertex + 1] / static_cast<float>(vertices.size());
        }
        fits.push_back(fit);
    }
    return fits;
}

}  // namespace ganemotion::training
