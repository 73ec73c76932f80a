#include "units/principal_view.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Eigenvalues>

#include "units/stored_tensors.h"

namespace ganemotion::training {

PrincipalView fit_view(const Matrix& train, const Matrix& labelled, const ViewOptions& options) {
    PrincipalView map;
    map.mean = train.colwise().mean();
    const Eigen::MatrixXf centred = train.rowwise() - map.mean;
    const Eigen::MatrixXf covariance = centred.transpose() * centred / static_cast<float>(train.rows());
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    const Eigen::Index kept = std::min<Eigen::Index>(options.components, covariance.rows());
    const Eigen::VectorXf variance = solver.eigenvalues().tail(kept).cwiseMax(0);
    const float floor = options.noise * options.noise * variance.maxCoeff();
    const Eigen::VectorXf scale = (variance.array() + floor).rsqrt();
    map.directions = solver.eigenvectors().rightCols(kept) * scale.asDiagonal();
    const float length = map.code(labelled).rowwise().squaredNorm().mean();
    map.directions = half_precision(map.directions * (options.weight / std::sqrt(length)));
    return map;
}

}  // namespace ganemotion::training
