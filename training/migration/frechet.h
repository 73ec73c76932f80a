#pragma once

#include <Eigen/Core>

namespace ganemotion::training {

/// Frechet distance of two sets of features, a row a picture, each taken as normally distributed (Heusel et
/// al. 2017). Grows with fewer rows: only sets of equal size are to be compared.
double frechet_distance(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

}  // namespace ganemotion::training
