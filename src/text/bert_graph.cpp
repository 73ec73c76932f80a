#include "text/bert_graph.h"

#include <cmath>
#include <openvino/openvino.hpp>
#include <openvino/opsets/opset13.hpp>

#include "ganemotion/error.h"

namespace ganemotion::text {
namespace {

namespace op = ov::opset13;
using Node = ov::Output<ov::Node>;

constexpr std::int64_t kHeadWidth = 32;  ///< of BERT's smaller models: 384 / 12
constexpr float kNormEpsilon = 1e-12F;

/// Builds the graph from the top of the data's way to its end.
class Builder {
  public:
    explicit Builder(const nn::Weights& weights) : weights_(weights) {}

    std::shared_ptr<ov::Model> build();

  private:
    template <typename T>
    static Node constant(const ov::Shape& shape, const std::vector<T>& values) {
        return op::Constant::create(ov::element::from<T>(), shape, values);
    }
    static Node axis(std::int64_t value) { return constant<std::int64_t>({1}, {value}); }
    static Node integers(const std::vector<std::int64_t>& values) {
        return constant({values.size()}, values);
    }

    [[nodiscard]] Node stored(const std::string& name) const;
    [[nodiscard]] Node matrix(const std::string& name) const;
    [[nodiscard]] Node rows(const std::string& table, const Node& ids) const;
    [[nodiscard]] Node linear(const Node& input, const std::string& name) const;
    [[nodiscard]] Node norm(const Node& input, const std::string& name) const;
    [[nodiscard]] Node embedded(const Node& ids, const Node& segments) const;
    [[nodiscard]] Node attended(const Node& hidden, const std::string& layer) const;
    [[nodiscard]] Node encoded(const Node& hidden, const std::string& layer) const;
    [[nodiscard]] static Node sentence_mean(const Node& hidden, const Node& segments);

    const nn::Weights& weights_;
};

/// A tensor as it is in the file.
Node Builder::stored(const std::string& name) const {
    const nn::Tensor& tensor = weights_.at(name);
    const ov::Shape shape(tensor.shape.begin(), tensor.shape.end());
    if (tensor.type == "I8")
        return std::make_shared<op::Constant>(ov::element::i8, shape, tensor.data.data());
    return constant(shape, tensor.to_float());
}

/// As float; OpenVINO unfolds int8 when it compiles.
Node Builder::matrix(const std::string& name) const {
    Node values = stored(name);
    if (values.get_element_type() != ov::element::i8) return values;
    const Node real = std::make_shared<op::Convert>(values, ov::element::f32);
    return std::make_shared<op::Multiply>(real, stored(name + ".scale"));
}

/// The rows of a table that `ids` name. Only these are unfolded: the table of words stays int8 in memory.
Node Builder::rows(const std::string& table, const Node& ids) const {
    const Node values = stored(table);
    Node taken = std::make_shared<op::Gather>(values, ids, axis(0));
    if (values.get_element_type() != ov::element::i8) return taken;
    const Node scales = std::make_shared<op::Gather>(stored(table + ".scale"), ids, axis(0));
    return std::make_shared<op::Multiply>(std::make_shared<op::Convert>(taken, ov::element::f32), scales);
}

Node Builder::linear(const Node& input, const std::string& name) const {
    const Node product = std::make_shared<op::MatMul>(input, matrix(name + ".weight"), false, true);
    return std::make_shared<op::Add>(product, stored(name + ".bias"));
}

Node Builder::norm(const Node& input, const std::string& name) const {
    const Node normed =
        std::make_shared<op::MVN>(input, axis(-1), true, kNormEpsilon, ov::op::MVNEpsMode::INSIDE_SQRT);
    const Node scaled = std::make_shared<op::Multiply>(normed, stored(name + ".weight"));
    return std::make_shared<op::Add>(scaled, stored(name + ".bias"));
}

Node Builder::embedded(const Node& ids, const Node& segments) const {
    const Node length =
        std::make_shared<op::Gather>(std::make_shared<op::ShapeOf>(ids), integers({1}), axis(0));
    const Node places =
        std::make_shared<op::Range>(constant<std::int64_t>({}, {0}), std::make_shared<op::Squeeze>(length),
                                    constant<std::int64_t>({}, {1}), ov::element::i64);
    const Node words = std::make_shared<op::Add>(rows("words", ids), rows("segments.weight", segments));
    return norm(std::make_shared<op::Add>(words, rows("positions.weight", places)), "norm");
}

/// Self-attention over all tokens: a single sentence has no padding, so there is no mask.
Node Builder::attended(const Node& hidden, const std::string& layer) const {
    const Node stacked = linear(hidden, layer + "qkv");  // [1, tokens, 3 * width]
    const Node parts = std::make_shared<op::Transpose>(
        std::make_shared<op::Reshape>(stacked, integers({0, 0, 3, -1, kHeadWidth}), true),
        integers({2, 0, 3, 1, 4}));
    const auto part = [&](std::int64_t index) -> Node {  // [1, heads, tokens, kHeadWidth]
        return std::make_shared<op::Gather>(parts, constant<std::int64_t>({}, {index}), axis(0));
    };
    const Node query = std::make_shared<op::Multiply>(
        part(0), constant<float>({}, {1 / std::sqrt(static_cast<float>(kHeadWidth))}));
    const Node scores = std::make_shared<op::MatMul>(query, part(1), false, true);
    const Node mixed = std::make_shared<op::MatMul>(std::make_shared<op::Softmax>(scores, -1), part(2));
    const Node back = std::make_shared<op::Transpose>(mixed, integers({0, 2, 1, 3}));
    const auto width = static_cast<std::int64_t>(weights_.at("norm.weight").shape.at(0));
    return linear(std::make_shared<op::Reshape>(back, integers({0, 0, width}), true),
                  layer + "attention_output");
}

Node Builder::encoded(const Node& hidden, const std::string& layer) const {
    const Node middle =
        norm(std::make_shared<op::Add>(hidden, attended(hidden, layer)), layer + "attention_norm");
    const Node inner =
        std::make_shared<op::Gelu>(linear(middle, layer + "up"), ov::op::GeluApproximationMode::ERF);
    return norm(std::make_shared<op::Add>(middle, linear(inner, layer + "down")), layer + "output_norm");
}

/// Over the tokens of the last segment: with a context before it, the sentence is the second.
Node Builder::sentence_mean(const Node& hidden, const Node& segments) {
    const Node last = std::make_shared<op::ReduceMax>(segments, axis(1), true);
    const Node counted = std::make_shared<op::Unsqueeze>(
        std::make_shared<op::Convert>(std::make_shared<op::Equal>(segments, last), ov::element::f32),
        axis(2));
    const Node sum =
        std::make_shared<op::ReduceSum>(std::make_shared<op::Multiply>(hidden, counted), axis(1), false);
    return std::make_shared<op::Divide>(sum, std::make_shared<op::ReduceSum>(counted, axis(1), false));
}

std::shared_ptr<ov::Model> Builder::build() {
    const auto ids = std::make_shared<op::Parameter>(ov::element::i64, ov::PartialShape{1, -1});
    const auto segments = std::make_shared<op::Parameter>(ov::element::i64, ov::PartialShape{1, -1});
    Node hidden = embedded(ids, segments);
    for (int i = 0; weights_.tensors.contains("layer_" + std::to_string(i) + ".qkv.weight"); ++i)
        hidden = encoded(hidden, "layer_" + std::to_string(i) + ".");
    const Node pooled = sentence_mean(hidden, segments);
    return std::make_shared<ov::Model>(ov::OutputVector{linear(pooled, "speech"), linear(pooled, "tweets7"),
                                                        linear(pooled, "tweets13"), linear(pooled, "posts")},
                                       ov::ParameterVector{ids, segments}, "text emotion");
}

}  // namespace

std::shared_ptr<ov::Model> bert_graph(const nn::Weights& weights) {
    try {
        return Builder(weights).build();
    } catch (const ov::Exception& error) {
        throw Error(ErrorKind::kMissingModel, std::string("the text model's weights do not fit together (") +
                                                  std::string(error.what()).substr(0, 120) +
                                                  "); run scripts/setup");
    }
}

}  // namespace ganemotion::text
