#include "units/kernel_ridge.h"

#include <algorithm>
#include <vector>

#include <Eigen/Cholesky>

namespace ganemotion::training {

Matrix squared_distances(const Matrix& a, const Matrix& b) {
    Matrix distances = -2 * (a * b.transpose());
    distances.colwise() += a.rowwise().squaredNorm();
    distances.rowwise() += b.rowwise().squaredNorm().transpose();
    return distances.cwiseMax(0);
}

float median(const Matrix& values) {
    std::vector<float> all(values.data(), values.data() + values.size());
    const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    return *middle;
}

Layer fit_layer(const Matrix& likeness, const Matrix& labels, float penalty) {
    Layer layer;
    layer.offset = labels.colwise().mean();
    const Matrix centred = labels.rowwise() - layer.offset;
    const Eigen::Index faces = likeness.cols();
    Eigen::MatrixXf normal = likeness.transpose() * likeness + penalty * likeness.topRows(faces);
    normal.diagonal().array() += 1e-2F * penalty;  // faces at rest are all alike: without it rounding decides
    layer.coefficients = normal.ldlt().solve(likeness.transpose() * centred);
    return layer;
}

}  // namespace ganemotion::training
