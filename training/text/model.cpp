#include "training/text/model.h"

#include <cmath>
#include <cstring>

#include "training/text/dropout.h"

namespace ganemotion::training {
namespace {

// MiniLM-L6-H384 (Wang et al. 2020).
constexpr std::int64_t kWords = 30522;
constexpr std::int64_t kWidth = 384;
constexpr std::int64_t kInner = 1536;
constexpr std::int64_t kHeads = 12;
constexpr int kLayers = 6;
constexpr std::int64_t kPositions = 128;  ///< of 512: longer texts are cut
constexpr double kNormEpsilon = 1e-12;
constexpr double kDropout = 0.1;      ///< BERT's own, of all but the attention's weights
constexpr double kHeadSpread = 0.02;  ///< BERT's initial standard deviation
constexpr double kMasked = -1e4;

torch::nn::LayerNorm layer_norm() {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({kWidth}).eps(kNormEpsilon));
}

torch::Tensor trained_with_dropout(const torch::Tensor& values, bool training) {
    return training ? dropped_out(values, kDropout) : values;
}

torch::Tensor from(const nn::Weights& weights, const std::string& name) {
    const nn::Tensor& tensor = weights.at(name);
    const torch::Tensor values = torch::tensor(tensor.to_float()).reshape(tensor.shape);
    return tensor.type == "I8" ? values * from(weights, name + ".scale") : values;
}

void assign(torch::Tensor to, const torch::Tensor& values) {
    torch::NoGradGuard no_gradient;
    to.copy_(values);
}

template <typename Module>
void assign(Module& module, const nn::Weights& weights, const std::string& name) {
    assign(module->weight, from(weights, name + ".weight"));
    assign(module->bias, from(weights, name + ".bias"));
}

torch::Tensor stacked(const nn::Weights& weights, const std::string& prefix, const std::string& kind) {
    return torch::cat({from(weights, prefix + "query." + kind), from(weights, prefix + "key." + kind),
                       from(weights, prefix + "value." + kind)});
}

}  // namespace

EncoderLayerImpl::EncoderLayerImpl(std::int64_t width, std::int64_t inner, std::int64_t head_count)
    : heads(head_count) {
    qkv = register_module("qkv", torch::nn::Linear(width, 3 * width));
    attention_output = register_module("attention_output", torch::nn::Linear(width, width));
    attention_norm = register_module("attention_norm", layer_norm());
    up = register_module("up", torch::nn::Linear(width, inner));
    down = register_module("down", torch::nn::Linear(inner, width));
    output_norm = register_module("output_norm", layer_norm());
}

torch::Tensor EncoderLayerImpl::forward(const torch::Tensor& hidden, const torch::Tensor& mask) {
    const auto batch = hidden.size(0), tokens = hidden.size(1), width = hidden.size(2), depth = width / heads;
    const torch::Tensor parts = qkv(hidden).view({batch, tokens, 3, heads, depth}).permute({2, 0, 3, 1, 4});
    const torch::Tensor scores =
        torch::matmul(parts[0] / std::sqrt(static_cast<double>(depth)), parts[1].transpose(2, 3)) + mask;
    const torch::Tensor mixed = torch::matmul(torch::softmax(scores, -1), parts[2]);
    const torch::Tensor attended = attention_output(mixed.transpose(1, 2).reshape({batch, tokens, width}));
    const torch::Tensor middle = attention_norm(hidden + trained_with_dropout(attended, is_training()));
    return output_norm(middle + trained_with_dropout(down(torch::gelu(up(middle))), is_training()));
}

TextModelImpl::TextModelImpl() {
    words = register_parameter("words", torch::zeros({kWords, kWidth}));
    positions = register_module("positions", torch::nn::Embedding(kPositions, kWidth));
    segments = register_module("segments", torch::nn::Embedding(2, kWidth));
    norm = register_module("norm", layer_norm());
    for (int i = 0; i < kLayers; ++i)
        layers.push_back(register_module("layer_" + std::to_string(i), EncoderLayer(kWidth, kInner, kHeads)));
    const auto classes = [](text::Labels labels) {
        return static_cast<std::int64_t>(text::class_names(labels).size());
    };
    speech = register_module("speech", torch::nn::Linear(kWidth, classes(text::Labels::kSpeech)));
    posts = register_module("posts", torch::nn::Linear(kWidth, classes(text::Labels::kPosts)));
    tweets7 = register_module("tweets7", torch::nn::Linear(kWidth, classes(text::Labels::kTweets7)));
    tweets13 = register_module("tweets13", torch::nn::Linear(kWidth, classes(text::Labels::kTweets13)));
    for (auto& head : {speech, posts, tweets7, tweets13}) {
        torch::nn::init::normal_(head->weight, 0, kHeadSpread);
        torch::nn::init::zeros_(head->bias);
    }
}

Logits TextModelImpl::forward(const TextBatch& batch) {
    const auto tokens = batch.ids.size(1);
    const torch::Tensor places = torch::arange(tokens, torch::kInt64);
    const torch::Tensor real = places.unsqueeze(0) < batch.lengths.unsqueeze(1);  // [batch, tokens]
    const torch::Tensor mask = (real.logical_not().to(torch::kFloat32) * kMasked).unsqueeze(1).unsqueeze(1);
    torch::Tensor hidden = torch::embedding(words, batch.ids, -1, false, true) +
                           positions(places).unsqueeze(0) + segments(batch.segments);
    hidden = trained_with_dropout(norm(hidden), is_training());
    for (auto& layer : layers) hidden = layer(hidden, mask);
    // The tokens of the sentence itself: those of the second segment where there is a context.
    const torch::Tensor last_segment = std::get<0>(batch.segments.max(1, true));
    const torch::Tensor counted = (real & (batch.segments == last_segment)).to(torch::kFloat32).unsqueeze(2);
    const torch::Tensor pooled =
        trained_with_dropout((hidden * counted).sum(1) / counted.sum(1), is_training());
    return {speech(pooled), posts(pooled), tweets7(pooled), tweets13(pooled)};
}

const torch::Tensor& Logits::of(text::Labels labels) const {
    if (labels == text::Labels::kTweets13) return tweets13;
    if (labels == text::Labels::kTweets7) return tweets7;
    return labels == text::Labels::kPosts ? posts : speech;
}

void load_start_weights(TextModel& model, const nn::Weights& weights) {
    assign(model->words, from(weights, "embeddings.word_embeddings.weight"));
    assign(model->positions->weight,
           from(weights, "embeddings.position_embeddings.weight").slice(0, 0, kPositions));
    assign(model->segments->weight, from(weights, "embeddings.token_type_embeddings.weight"));
    assign(model->norm, weights, "embeddings.LayerNorm");
    for (int i = 0; i < kLayers; ++i) {
        EncoderLayer& layer = model->layers[static_cast<std::size_t>(i)];
        const std::string prefix = "encoder.layer." + std::to_string(i) + ".";
        assign(layer->qkv->weight, stacked(weights, prefix + "attention.self.", "weight"));
        assign(layer->qkv->bias, stacked(weights, prefix + "attention.self.", "bias"));
        assign(layer->attention_output, weights, prefix + "attention.output.dense");
        assign(layer->attention_norm, weights, prefix + "attention.output.LayerNorm");
        assign(layer->up, weights, prefix + "intermediate.dense");
        assign(layer->down, weights, prefix + "output.dense");
        assign(layer->output_norm, weights, prefix + "output.LayerNorm");
    }
}

nn::Weights to_weights(const TextModel& model) {
    nn::Weights weights;
    for (const auto& parameter : model->named_parameters()) {
        const torch::Tensor values = parameter.value().detach().contiguous();
        const float* data = values.data_ptr<float>();
        weights.tensors[parameter.key()] =
            nn::Tensor::from_float(std::vector<float>(data, data + values.numel()), values.sizes().vec());
    }
    return weights;
}

void load_weights(TextModel& model, const nn::Weights& weights) {
    for (auto& parameter : model->named_parameters()) {
        std::string key = parameter.key();  // files of before posts had a head of their own lack it
        if (key.starts_with("posts") && !weights.tensors.contains(key)) key.replace(0, 5, "speech");
        assign(parameter.value(), from(weights, key));
    }
}

void load_mean(TextModel& model, const std::vector<std::filesystem::path>& files) {
    torch::NoGradGuard no_gradient;
    std::map<std::string, torch::Tensor> sums;
    for (const auto& file : files) {
        load_weights(model, nn::read_weights(file));
        for (auto& parameter : model->named_parameters()) {
            torch::Tensor& sum = sums[parameter.key()];
            sum = sum.defined() ? sum + parameter.value() : parameter.value().clone();
        }
    }
    for (auto& parameter : model->named_parameters())
        assign(parameter.value(), sums.at(parameter.key()) / static_cast<double>(files.size()));
}

}  // namespace ganemotion::training
