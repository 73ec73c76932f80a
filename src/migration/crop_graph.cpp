#include "migration/crop_graph.h"

#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

#include "ganemotion/error.h"
#include "migration/crop.h"

namespace ganemotion::migration {
namespace {

namespace op = ov::opset13;
using Node = ov::Output<ov::Node>;

/// Builds the graph along the data's way; training/ganimation/generator.cpp is its twin.
class Builder {
  public:
    explicit Builder(const nn::Weights& weights) : weights_(weights) {}
    std::shared_ptr<ov::Model> build();

  private:
    const nn::Weights& weights_;
    Node deviations_;  ///< of the units

    static Node number(float value) { return op::Constant::create(ov::element::f32, {}, {value}); }
    static Node integers(const std::vector<std::int64_t>& values) {
        return op::Constant::create(ov::element::i64, {values.size()}, values);
    }
    static Node plus(const Node& a, const Node& b) { return std::make_shared<op::Add>(a, b); }
    static Node times(const Node& a, const Node& b) { return std::make_shared<op::Multiply>(a, b); }
    static Node relu(const Node& a) { return std::make_shared<op::Relu>(a); }
    static Node channels(const Node& a, std::int64_t from, std::int64_t to) {
        return std::make_shared<op::Slice>(a, integers({from}), integers({to}), integers({1}), integers({1}));
    }
    [[nodiscard]] std::size_t width_of(const std::string& name) const {
        return static_cast<std::size_t>(weights_.at(name).element_count());
    }
    [[nodiscard]] Node stored(const std::string& name, const ov::Shape& shape = {}) const;
    /// Of a value a channel.
    [[nodiscard]] Node by_channel(const std::string& name) const {
        return stored(name, {1, width_of(name), 1, 1});
    }
    [[nodiscard]] Node conv(const Node& input, const std::string& name, std::size_t stride = 1) const;
    [[nodiscard]] Node norm(const Node& input, const std::string& name) const;
    [[nodiscard]] Node widened(const Node& input, const std::string& name) const;
    [[nodiscard]] Node block(const Node& input, const std::string& name) const;
    /// A number a channel that the units make, of all that the layer makes those from `from` to `to`.
    [[nodiscard]] Node by_units(const std::string& layer, std::int64_t from, std::int64_t to) const;
};

Node Builder::stored(const std::string& name, const ov::Shape& shape) const {
    const nn::Tensor& tensor = weights_.at(name);
    const ov::Shape own(tensor.shape.begin(), tensor.shape.end());
    return op::Constant::create(ov::element::f32, shape.empty() ? own : shape, tensor.to_float());
}

Node Builder::conv(const Node& input, const std::string& name, std::size_t stride) const {
    const auto pad = (weights_.at(name + ".weight").shape.at(2) - 1) / 2;
    return std::make_shared<op::Convolution>(input, stored(name + ".weight"), ov::Strides{stride, stride},
                                             ov::CoordinateDiff{pad, pad}, ov::CoordinateDiff{pad, pad},
                                             ov::Strides{1, 1});
}

Node Builder::norm(const Node& input, const std::string& name) const {
    const Node normal = std::make_shared<op::MVN>(input, integers({2, 3}), true, crop_constants::kNormFloor,
                                                  ov::op::MVNEpsMode::INSIDE_SQRT);
    Node gain = by_channel(name + ".weight");
    Node offset = by_channel(name + ".bias");
    if (const std::string layer = name + ".modulation"; weights_.tensors.contains(layer + ".weight")) {
        const auto width = static_cast<std::int64_t>(width_of(name + ".bias"));
        gain = plus(gain, by_units(layer, 0, width));
        offset = plus(offset, by_units(layer, width, 2 * width));
    }
    return plus(times(normal, gain), offset);
}

Node Builder::widened(const Node& input, const std::string& name) const {
    const Node wide = std::make_shared<op::ConvolutionBackpropData>(
        input, stored(name + ".conv.weight"), ov::Strides{2, 2}, ov::CoordinateDiff{1, 1},
        ov::CoordinateDiff{1, 1}, ov::Strides{1, 1});
    return relu(norm(wide, name + ".norm"));
}

Node Builder::block(const Node& input, const std::string& name) const {
    const Node inner = relu(norm(conv(input, name + ".conv_1"), name + ".norm_1"));
    return plus(input, norm(conv(inner, name + ".conv_2"), name + ".norm_2"));
}

Node Builder::by_units(const std::string& layer, std::int64_t from, std::int64_t to) const {
    const Node all = plus(std::make_shared<op::MatMul>(deviations_, stored(layer + ".weight"), false, true),
                          stored(layer + ".bias"));
    return std::make_shared<op::Reshape>(channels(all, from, to), integers({1, to - from, 1, 1}), false);
}

std::shared_ptr<ov::Model> Builder::build() {
    const auto crop =
        std::make_shared<op::Parameter>(ov::element::f32, ov::Shape{1, 3, kCropSide, kCropSide});
    const auto units = std::make_shared<op::Parameter>(ov::element::f32, ov::Shape{1, width_of("unit_mean")});
    const Node signed_crop = plus(times(crop, number(2)), number(-1));
    deviations_ = std::make_shared<op::Divide>(std::make_shared<op::Subtract>(units, stored("unit_mean")),
                                               stored("unit_scale"));
    const auto width = static_cast<std::int64_t>(width_of("condition.bias"));
    Node x = relu(plus(conv(signed_crop, "first"), by_units("condition", 0, width)));
    for (const char* name : {"down_1", "down_2"})
        x = relu(norm(conv(x, std::string(name) + ".conv", 2), std::string(name) + ".norm"));
    for (int i = 0; weights_.tensors.contains("block_" + std::to_string(i) + ".conv_1.weight"); ++i)
        x = block(x, "block_" + std::to_string(i));
    x = widened(widened(x, "up_2"), "up_1");
    const Node answer = plus(conv(x, "out"), by_channel("out.bias"));
    const Node colour =
        plus(times(std::make_shared<op::Tanh>(channels(answer, 0, 3)), number(0.5F)), number(0.5F));
    const Node attention = std::make_shared<op::Sigmoid>(channels(answer, 3, 4));
    return std::make_shared<ov::Model>(ov::OutputVector{colour, attention}, ov::ParameterVector{crop, units},
                                       "ganimation");
}

}  // namespace

std::shared_ptr<ov::Model> crop_graph(const nn::Weights& weights) {
    try {
        return Builder(weights).build();
    } catch (const std::exception& error) {
        throw Error(ErrorKind::kMissingModel, std::string("the weights of GANimation do not fit together (") +
                                                  std::string(error.what()).substr(0, 120) + ")");
    }
}

}  // namespace ganemotion::migration
