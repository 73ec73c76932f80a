#include "migration/skin_graph.h"

#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

#include "ganemotion/error.h"

namespace ganemotion::migration {
namespace {

namespace op = ov::opset13;
using Node = ov::Output<ov::Node>;

/// Builds the graph along the data's way; training/skin/generator.cpp is its twin.
class Builder {
  public:
    explicit Builder(const nn::Weights& weights) : weights_(weights) {}
    std::shared_ptr<ov::Model> build();

  private:
    const nn::Weights& weights_;
    Node code_;

    static Node number(float value) { return op::Constant::create(ov::element::f32, {}, {value}); }
    static Node integers(const std::vector<std::int64_t>& values) {
        return op::Constant::create(ov::element::i64, {values.size()}, values);
    }
    static Node plus(const Node& a, const Node& b) { return std::make_shared<op::Add>(a, b); }
    static Node minus(const Node& a, const Node& b) { return std::make_shared<op::Subtract>(a, b); }
    static Node times(const Node& a, const Node& b) { return std::make_shared<op::Multiply>(a, b); }
    static Node relu(const Node& a) { return std::make_shared<op::Relu>(a); }
    static Node mean_colour(const Node& a) {
        return std::make_shared<op::ReduceMean>(a, integers({1}), true);
    }
    static Node shuffled(const Node& a) {
        return std::make_shared<op::DepthToSpace>(a, op::DepthToSpace::DepthToSpaceMode::DEPTH_FIRST, 2);
    }
    static Node channels(const Node& a, std::int64_t from, std::int64_t to) {
        return std::make_shared<op::Slice>(a, integers({from}), integers({to}), integers({1}), integers({1}));
    }
    [[nodiscard]] Node stored(const std::string& name, const ov::Shape& shape = {}) const;
    [[nodiscard]] Node linear(const Node& input, const std::string& name) const;
    [[nodiscard]] Node conv(const Node& input, const std::string& name, std::size_t stride) const;
    [[nodiscard]] Node modulated(const Node& input, const std::string& name, std::size_t stride) const;
    [[nodiscard]] Node seen(const Node& texture, const Node& mask) const;
    [[nodiscard]] Node answer(const Node& input) const;
};

Node Builder::stored(const std::string& name, const ov::Shape& shape) const {
    const nn::Tensor& tensor = weights_.at(name);
    const ov::Shape own(tensor.shape.begin(), tensor.shape.end());
    return op::Constant::create(ov::element::f32, shape.empty() ? own : shape, tensor.to_float());
}

Node Builder::linear(const Node& input, const std::string& name) const {
    return plus(std::make_shared<op::MatMul>(input, stored(name + ".weight"), false, true),
                stored(name + ".bias"));
}

Node Builder::conv(const Node& input, const std::string& name, std::size_t stride) const {
    const nn::Tensor& weight = weights_.at(name + ".weight");
    const auto pad = (weight.shape.at(2) - 1) / 2;
    const Node product = std::make_shared<op::Convolution>(
        input, stored(name + ".weight"), ov::Strides{stride, stride}, ov::CoordinateDiff{pad, pad},
        ov::CoordinateDiff{pad, pad}, ov::Strides{1, 1});
    return plus(product, stored(name + ".bias", {1, static_cast<std::size_t>(weight.shape.at(0)), 1, 1}));
}

/// answer * (1 + scale) + shift by channel, then ReLU.
Node Builder::modulated(const Node& input, const std::string& name, std::size_t stride) const {
    const Node answer = conv(input, name + ".conv", stride);
    const auto width = weights_.at(name + ".conv.weight").shape.at(0);
    const Node both = linear(code_, name + ".modulation");
    const auto part = [&](std::int64_t from) -> Node {
        return std::make_shared<op::Reshape>(channels(both, from, from + width), integers({1, width, 1, 1}),
                                             false);
    };
    return relu(plus(times(answer, plus(part(0), number(1))), part(width)));
}

/// The texture with its mean colour and brightness taken out, and where each texel lies.
Node Builder::seen(const Node& texture, const Node& mask) const {
    using namespace skin_constants;
    const Node area = std::make_shared<op::ReduceSum>(mask, integers({2, 3}), true);
    const Node sum = std::make_shared<op::ReduceSum>(times(texture, mask), integers({2, 3}), true);
    const Node mean = std::make_shared<op::Divide>(sum, area);
    const Node brightness = plus(mean_colour(mean), number(kBlackLevel));
    const Node contrast =
        times(std::make_shared<op::Divide>(minus(texture, mean), brightness), number(kContrast));
    const auto side = static_cast<std::size_t>(weights_.at("mask").shape.at(2));
    std::vector<float> places(2 * side * side);
    for (std::size_t y = 0; y < side; ++y)
        for (std::size_t x = 0; x < side; ++x) {
            const auto at = [&](std::size_t i) {
                return (static_cast<float>(i) + 0.5F) * 2 / static_cast<float>(side) - 1;
            };
            places[y * side + x] = at(y);
            places[side * side + y * side + x] = at(x);
        }
    const Node coordinates = op::Constant::create(ov::element::f32, {1, 2, side, side}, places);
    return std::make_shared<op::Concat>(ov::OutputVector{contrast, coordinates}, 1);
}

Node Builder::answer(const Node& input) const {
    const Node a = modulated(input, "down_1", 2);
    const Node b = modulated(a, "down_2", 2);
    const Node c = modulated(b, "down_3", 2);
    const Node d = plus(c, modulated(modulated(c, "middle_1", 1), "middle_2", 1));
    const Node e = modulated(plus(shuffled(conv(d, "widen_2", 1)), b), "up_2", 1);
    const Node f = modulated(plus(shuffled(conv(e, "widen_1", 1)), a), "up_1", 1);
    return shuffled(conv(f, "out", 1));
}

std::shared_ptr<ov::Model> Builder::build() {
    using namespace skin_constants;
    const auto side = static_cast<std::size_t>(weights_.at("mask").shape.at(2));
    const auto units = static_cast<std::size_t>(weights_.at("unit_scale").shape.at(1));
    const auto texture = std::make_shared<op::Parameter>(ov::element::f32, ov::Shape{1, 3, side, side});
    const auto change = std::make_shared<op::Parameter>(ov::element::f32, ov::Shape{1, units});
    const auto now = std::make_shared<op::Parameter>(ov::element::f32, ov::Shape{1, units});
    const Node scaled = std::make_shared<op::Divide>(change, stored("unit_scale"));
    const Node strength = std::make_shared<op::ReduceSum>(times(scaled, scaled), integers({1}), true);
    const Node gate = std::make_shared<op::Reshape>(
        minus(number(1), std::make_shared<op::Exp>(times(strength, number(-kGate)))), integers({1, 1, 1, 1}),
        false);
    const Node asked = std::make_shared<op::Concat>(
        ov::OutputVector{scaled, std::make_shared<op::Divide>(now, stored("unit_scale"))}, 1);
    code_ = relu(linear(relu(linear(asked, "code_1")), "code_2"));

    const Node mask = stored("mask");
    const Node answered = answer(seen(texture, mask));
    const Node paint = std::make_shared<op::Sigmoid>(times(channels(answered, 0, 1), number(-1)));
    const Node share = times(times(gate, mask), paint);
    const Node light = std::make_shared<op::Tanh>(channels(answered, 1, 2));
    const Node factor =
        std::make_shared<op::Exp>(minus(times(relu(light), number(kMostLighter)),
                                        times(relu(times(light, number(-1))), number(kMostDarker))));
    const Node colour = times(times(std::make_shared<op::Tanh>(channels(answered, 2, 5)), number(kMostBias)),
                              plus(mean_colour(texture), number(kBiasOfBlack)));
    const Node gain = plus(times(share, minus(factor, number(1))), number(1));
    return std::make_shared<ov::Model>(ov::OutputVector{gain, times(share, colour), share},
                                       ov::ParameterVector{texture, change, now}, "skin");
}

}  // namespace

std::shared_ptr<ov::Model> skin_graph(const nn::Weights& weights) {
    try {
        return Builder(weights).build();
    } catch (const std::exception& error) {
        throw Error(ErrorKind::kMissingModel, std::string("the skin model's weights do not fit together (") +
                                                  std::string(error.what()).substr(0, 120) + ")");
    }
}

}  // namespace ganemotion::migration
