#include "face/identity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <Eigen/QR>

#include "face/pose.h"
#include "face/vertex_colours.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::face {

namespace {

// Below this spread a face has no light and shade to be told by.
constexpr float kFlat = 1e-3F;

float median(Eigen::VectorXf values) {
    const auto middle = values.data() + values.size() / 2;
    std::nth_element(values.data(), middle, values.data() + values.size());
    return *middle;
}

Eigen::MatrixXf even_lighting(const Vertices& mean_face) {
    const Eigen::ArrayXf x = mean_face.topRows<kFaceVertexCount>().col(0).array();
    const Eigen::ArrayXf y = mean_face.topRows<kFaceVertexCount>().col(1).array();
    Eigen::MatrixXf basis(kFaceVertexCount, 6);
    basis << Eigen::ArrayXf::Ones(kFaceVertexCount), x, y, x * x, y * y, x * y;
    return Eigen::HouseholderQR<Eigen::MatrixXf>(basis).householderQ() *
           Eigen::MatrixXf::Identity(kFaceVertexCount, basis.cols());
}

std::vector<float> tensor_of(const nn::Weights& weights, const std::string& name, std::size_t size) {
    std::vector<float> values = weights.at(name).to_float();
    if (values.size() != size)
        throw Error(ErrorKind::kMissingModel,
                    "identity.safetensors: " + name + " is not of the expected size");
    return values;
}

Vertices mean_face_of(const nn::Weights& weights) {
    const std::vector<float> values = tensor_of(weights, "mean_face", Vertices::SizeAtCompileTime);
    return Eigen::Map<const Vertices>(values.data());
}

}  // namespace

IdentityInputs::IdentityInputs(const Vertices& mean_face)
    : mean_face_(mean_face), lighting_(even_lighting(mean_face)) {}

Eigen::VectorXf IdentityInputs::of(const media::Picture& picture, const Vertices& mesh) const {
    const VertexColours colours = vertex_colours(picture, mesh);
    Eigen::VectorXf inputs(kIdentityInputs);
    const Eigen::VectorXf light = colours.col(2);
    const Eigen::VectorXf uneven = light - lighting_ * (lighting_.transpose() * light);
    const float spread = std::sqrt(uneven.squaredNorm() / kFaceVertexCount);
    inputs.head<kIdentityLights>() = uneven / std::max(spread, kFlat);
    for (Eigen::Index k = 0; k < 2; ++k)
        inputs.segment<kFaceVertexCount>(kIdentityLights + k * kFaceVertexCount) =
            colours.col(k).array() - median(colours.col(k));
    const Vertices shape = pose_normalised(mesh, fit_pose(mesh, mean_face_));
    inputs.tail<3 * kFaceVertexCount>() =
        Eigen::Map<const Eigen::VectorXf>(shape.data(), 3 * kFaceVertexCount);
    return inputs;
}

IdentityReader::IdentityReader()
    : IdentityReader(nn::read_weights(nn::committed_model("face/identity.safetensors"))) {}

IdentityReader::IdentityReader(const nn::Weights& weights) : inputs_(mean_face_of(weights)) {
    const std::vector<float> centre = tensor_of(weights, "centre", kIdentityInputs);
    centre_ = Eigen::Map<const Eigen::VectorXf>(centre.data(), kIdentityInputs);
    const std::vector<float> directions =
        tensor_of(weights, "directions", std::size_t{kIdentityInputs} * kIdentityLength);
    directions_ = Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        directions.data(), kIdentityInputs, kIdentityLength);
}

Identity IdentityReader::describe(const media::Picture& picture, const Vertices& mesh) const {
    return (directions_.transpose() * (inputs_.of(picture, mesh) - centre_)).normalized();
}

}  // namespace ganemotion::face
