#include "face/turning_fit.h"

#include <random>

#include <Eigen/Eigenvalues>

#include "action_units/features.h"
#include "action_units/frontal_view.h"
#include "cfee/cfee.h"
#include "cfee/person_table.h"
#include "face/turner.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

/// A row a view.
struct Views {
    Matrix front, turned;
    std::vector<float> yaw;  // degrees, as it is seen
};

action_units::Features seen(const Turner& turner, const face::Face& face) {
    const face::Pose pose = face::fit_pose(face.mesh, turner.mean_face());
    return action_units::features_of(face::pose_normalised(face.mesh, pose), face.blendshapes);
}

Views turned_views(const std::filesystem::path& folder, const TurningFitOptions& options,
                   const std::function<void(std::size_t, std::size_t)>& progress) {
    std::vector<Portrait> portraits;
    std::size_t count = 0;
    for (const Portrait& one : read_portraits(folder))
        if (!is_test_person(one.person) && count++ % static_cast<std::size_t>(options.every) == 0)
            portraits.push_back(one);
    Turner turner;
    std::mt19937 random(options.seed);
    std::uniform_real_distribution<float> angle(-options.widest, options.widest);
    const auto rows = static_cast<Eigen::Index>(portraits.size()) * options.views;
    Views views{Matrix(rows, action_units::kFeatures), Matrix(rows, action_units::kFeatures), {}};
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        progress(i + 1, portraits.size());
        const media::Picture picture = media::read_picture(folder / "images" / portraits[i].file);
        const auto face = turner.find(picture);
        if (!face) continue;
        for (int view = 0; view < options.views; ++view) {
            const face::Face turned = turner.find_turned(picture, *face, angle(random));
            const auto row = static_cast<Eigen::Index>(views.yaw.size());
            views.front.row(row) = seen(turner, *face).transpose();
            views.turned.row(row) = seen(turner, turned).transpose();
            views.yaw.push_back(turner.yaw_of(turned));
        }
    }
    const auto found = static_cast<Eigen::Index>(views.yaw.size());
    views.front.conservativeResize(found, Eigen::NoChange);
    views.turned.conservativeResize(found, Eigen::NoChange);
    return views;
}

/// Whitened principal directions, blendshapes counting by their weight: [features, components].
Matrix principal_directions(const Matrix& centred, const TurningFitOptions& options) {
    Eigen::RowVectorXf weight = Eigen::RowVectorXf::Ones(action_units::kFeatures);
    weight.tail(face::kBlendshapeCount).setConstant(options.blendshape_weight);
    const Matrix weighted = centred.array().rowwise() * weight.array();
    const Eigen::MatrixXf covariance = weighted.transpose() * weighted / static_cast<float>(weighted.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    const Eigen::VectorXf deviation = solver.eigenvalues().tail(options.components).cwiseSqrt();
    return weight.transpose().asDiagonal() * solver.eigenvectors().rightCols(options.components) *
           deviation.cwiseInverse().asDiagonal();
}

nn::Tensor tensor_of(const Matrix& matrix) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()}, "F16");
}

}  // namespace

nn::Weights fit_turning(const std::filesystem::path& folder, const TurningFitOptions& options,
                        const std::function<void(std::size_t, std::size_t)>& progress) {
    const Views views = turned_views(folder, options, progress);
    const Eigen::RowVectorXf mean = views.front.colwise().mean();
    const Matrix both = stacked(views.front, views.turned).rowwise() - mean;
    const Matrix directions = principal_directions(both, options);

    const Matrix components = (views.turned.rowwise() - mean) * directions;
    Matrix inputs(components.rows(), action_units::turning_inputs(components.row(0), 0).size());
    for (Eigen::Index i = 0; i < inputs.rows(); ++i)
        inputs.row(i) =
            action_units::turning_inputs(components.row(i), views.yaw[static_cast<std::size_t>(i)]);
    // No constant: a face in front stays as it is seen.
    const Eigen::RowVectorXf deviation = (inputs.array().square().colwise().mean()).sqrt();
    const Matrix scaled = inputs.array().rowwise() / deviation.array();
    const Matrix fit = ridge(scaled, views.front - views.turned, options.penalty);
    const Matrix coefficients = (deviation.cwiseInverse().asDiagonal() * fit).transpose();

    nn::Weights weights;
    weights.tensors["mean"] = tensor_of(mean.transpose());
    weights.tensors["components"] = tensor_of(directions);
    weights.tensors["coefficients"] = tensor_of(coefficients);
    return weights;
}

}  // namespace ganemotion::training
