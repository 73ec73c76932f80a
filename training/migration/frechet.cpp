#include "training/migration/frechet.h"

#include <Eigen/Eigenvalues>

namespace ganemotion::training {

namespace {

Eigen::MatrixXd covariance(const Eigen::MatrixXd& rows) {
    const Eigen::MatrixXd centred = rows.rowwise() - rows.colwise().mean();
    return centred.transpose() * centred / static_cast<double>(rows.rows() - 1);
}

/// Of a symmetric matrix without negative eigenvalues but for rounding.
Eigen::MatrixXd root(const Eigen::MatrixXd& matrix) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    const Eigen::VectorXd roots = solver.eigenvalues().cwiseMax(0).cwiseSqrt();
    return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

}  // namespace

double frechet_distance(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    const Eigen::MatrixXd of_a = covariance(a);
    const Eigen::MatrixXd of_b = covariance(b);
    const Eigen::MatrixXd root_a = root(of_a);
    const double shift = (a.colwise().mean() - b.colwise().mean()).squaredNorm();
    return shift + of_a.trace() + of_b.trace() - 2 * root(root_a * of_b * root_a).trace();
}

}  // namespace ganemotion::training
