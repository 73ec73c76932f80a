#include "units/stored_tensors.h"

namespace ganemotion::training {

nn::Tensor tensor_of(const Matrix& matrix, const std::string& type) {
    return nn::Tensor::from_float({matrix.data(), matrix.data() + matrix.size()},
                                  {matrix.rows(), matrix.cols()}, type);
}

nn::Tensor vector_tensor(const Eigen::VectorXf& vector) {
    return nn::Tensor::from_float({vector.data(), vector.data() + vector.size()}, {vector.size()});
}

Matrix half_precision(const Matrix& matrix) {
    const std::vector<float> values = tensor_of(matrix).to_float();
    return Eigen::Map<const Matrix>(values.data(), matrix.rows(), matrix.cols());
}

Quantised quantised(const Matrix& matrix) {
    constexpr float kLargest = 127;
    Quantised result;
    result.steps = matrix.cwiseAbs().colwise().maxCoeff().transpose().cwiseMax(1e-12F) / kLargest;
    const Matrix steps = (matrix.array().rowwise() / result.steps.transpose().array()).round();
    result.values = steps.array().rowwise() * result.steps.transpose().array();
    result.bytes = {"I8", {matrix.rows(), matrix.cols()}, {}};
    for (Eigen::Index i = 0; i < steps.size(); ++i)
        result.bytes.data.push_back(static_cast<std::byte>(static_cast<std::int8_t>(steps.data()[i])));
    return result;
}

}  // namespace ganemotion::training
