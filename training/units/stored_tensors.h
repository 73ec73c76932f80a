#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cfee/person_table.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// A matrix as the weights file has it, and what is left of it in half precision.
nn::Tensor tensor_of(const Matrix& matrix, const std::string& type = "F16");
Matrix half_precision(const Matrix& matrix);

nn::Tensor vector_tensor(const Eigen::VectorXf& vector);

/// Bytes with a step for each column.
struct Quantised {
    nn::Tensor bytes;
    Eigen::VectorXf steps;
    Matrix values;  ///< what is left of the matrix
};
Quantised quantised(const Matrix& matrix);

nn::Tensor numbers_tensor(const auto& numbers) {
    const std::vector<float> values(numbers.begin(), numbers.end());
    return nn::Tensor::from_float(values, {static_cast<std::int64_t>(values.size())});
}

}  // namespace ganemotion::training
