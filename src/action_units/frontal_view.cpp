#include "action_units/frontal_view.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::action_units {

namespace {

// How much is added is even in the yaw where a face is seen less of, and odd where left and right differ.
constexpr int kPowers = 2;

Eigen::MatrixXf matrix_of(const nn::Weights& weights, const std::string& name) {
    const nn::Tensor& tensor = weights.at(name);
    if (tensor.shape.size() != 2 || tensor.shape[0] != kFeatures)
        throw Error(ErrorKind::kMissingModel,
                    "turning.safetensors: " + name + " is not of the expected size");
    const std::vector<float> values = tensor.to_float();
    using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    return Eigen::Map<const RowMajor>(values.data(), tensor.shape[0], tensor.shape[1]);
}

}  // namespace

FrontalView::FrontalView(const nn::Weights& weights)
    : mean_(matrix_of(weights, "mean").col(0)),
      components_(matrix_of(weights, "components")),
      coefficients_(matrix_of(weights, "coefficients")) {
    if (coefficients_.cols() != kPowers * (1 + components_.cols()))
        throw Error(ErrorKind::kMissingModel, "turning.safetensors: its tensors are not of one fit");
}

Features FrontalView::frontal(const Features& seen, float yaw) const {
    return seen + coefficients_ * turning_inputs(components_.transpose() * (seen - mean_), yaw);
}

Eigen::VectorXf turning_inputs(const Eigen::VectorXf& components, float yaw) {
    const float sine = std::sin(std::clamp(yaw, -kWidestYaw, kWidestYaw) * std::numbers::pi_v<float> / 180);
    Eigen::VectorXf inputs(kPowers * (1 + components.size()));
    float power = 1;
    for (int i = 0; i < kPowers; ++i) {
        power *= sine;
        const Eigen::Index first = i * (1 + components.size());
        inputs[first] = power;
        inputs.segment(first + 1, components.size()) = power * components;
    }
    return inputs;
}

nn::Weights read_turning_weights() {
    return nn::read_weights(nn::committed_model("units/turning.safetensors"));
}

}  // namespace ganemotion::action_units
