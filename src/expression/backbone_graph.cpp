#include "expression/backbone_graph.h"

#include <cmath>
#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

#include "ganemotion/error.h"

namespace ganemotion::expression {
namespace {

namespace op = ov::opset13;
using Node = ov::Output<ov::Node>;

constexpr float kNormEpsilon = 1e-5F;  ///< as in training/expression/backbone_net.cpp

template <typename T>
Node constant(const ov::Shape& shape, const std::vector<T>& values) {
    return op::Constant::create(ov::element::from<T>(), shape, values);
}

std::vector<float> stored(const nn::Weights& weights, const std::string& name, const ov::Shape& shape) {
    const nn::Tensor& tensor = weights.at(name);
    if (ov::Shape(tensor.shape.begin(), tensor.shape.end()) != shape)
        throw Error(ErrorKind::kMissingModel, "the tensor " + name + " is not of the expected shape");
    return tensor.to_float();
}

Node convolved(const Node& input, const Convolution& layer, const nn::Weights& weights) {
    const auto out = static_cast<std::size_t>(layer.out);
    const auto kernel = static_cast<std::size_t>(layer.kernel);
    const ov::Shape shape{out, static_cast<std::size_t>(layer.in), kernel, kernel};
    std::vector<float> matrix = stored(weights, layer.name + ".weight", shape);
    const auto scale = stored(weights, layer.name + ".norm.weight", {out});
    const auto mean = stored(weights, layer.name + ".norm.running_mean", {out});
    const auto variance = stored(weights, layer.name + ".norm.running_var", {out});
    std::vector<float> offset = stored(weights, layer.name + ".norm.bias", {out});
    const std::size_t per_channel = matrix.size() / out;
    for (std::size_t c = 0; c < out; ++c) {
        const float factor = scale[c] / std::sqrt(variance[c] + kNormEpsilon);
        for (std::size_t i = 0; i < per_channel; ++i) matrix[c * per_channel + i] *= factor;
        offset[c] -= mean[c] * factor;
    }
    const auto step = static_cast<std::size_t>(layer.stride);
    const auto padding = static_cast<std::ptrdiff_t>(layer.kernel / 2);
    const Node product = std::make_shared<op::Convolution>(
        input, constant(shape, matrix), ov::Strides{step, step}, ov::CoordinateDiff{padding, padding},
        ov::CoordinateDiff{padding, padding}, ov::Strides{1, 1});
    return std::make_shared<op::Add>(product, constant({1, out, 1, 1}, offset));
}

Node passed(const Node& input, const Block& block, const nn::Weights& weights) {
    Node map = input;
    for (const Convolution& layer : block.layers) {
        map = convolved(map, layer, weights);
        if (block.residual && &layer == &block.layers.back()) {
            const Node shortcut = block.projection ? convolved(input, *block.projection, weights) : input;
            map = std::make_shared<op::Add>(map, shortcut);
        }
        map = std::make_shared<op::Relu>(map);
    }
    if (!block.halve) return map;
    return std::make_shared<op::MaxPool>(map, ov::Strides{2, 2}, ov::Strides{1, 1}, ov::Shape{0, 0},
                                         ov::Shape{0, 0}, ov::Shape{2, 2})
        ->output(0);
}

}  // namespace

std::shared_ptr<ov::Model> backbone_graph(BackboneKind kind, const nn::Weights& weights) {
    const Backbone plan = make_backbone(kind, widths_of(weights));
    const auto input =
        std::make_shared<op::Parameter>(ov::element::f32, ov::PartialShape{kViews, 1, kFaceSide, kFaceSide});
    Node map = input;
    for (const Block& block : plan.blocks) map = passed(map, block, weights);
    const Node features = std::make_shared<op::ReduceMean>(map, constant<std::int64_t>({2}, {2, 3}), false);
    const auto width = static_cast<std::size_t>(plan.features);
    const Node matrix =
        constant({kEmotionCount, width}, stored(weights, "classifier.weight", {kEmotionCount, width}));
    const Node offset = constant({kEmotionCount}, stored(weights, "classifier.bias", {kEmotionCount}));
    const Node scores =
        std::make_shared<op::Add>(std::make_shared<op::MatMul>(features, matrix, false, true), offset);
    const Node probabilities = std::make_shared<op::Softmax>(scores, 1);
    return std::make_shared<ov::Model>(ov::OutputVector{features, probabilities}, ov::ParameterVector{input},
                                       std::string(name_of(kind)));
}

}  // namespace ganemotion::expression
