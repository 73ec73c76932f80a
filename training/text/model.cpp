#include "training/text/model.h"

#include <array>
#include <cmath>
#include <cstring>

#include "nn/model_files.h"
#include "training/text/dropout.h"
#include "training/text/torch_tensors.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kWords = 30522;
constexpr std::int64_t kPositions = 128;  ///< of 512: longer texts are cut
constexpr double kDropout = 0.1;          ///< BERT's own, of all but the attention's weights
constexpr double kHeadSpread = 0.02;      ///< BERT's initial standard deviation
constexpr double kMasked = -1e4;

torch::nn::LayerNorm layer_norm(const EncoderShape& shape) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({shape.width}).eps(shape.norm_epsilon));
}

/// The class of each distance between two of so many tokens, [tokens, tokens]: half of the classes look back,
/// half ahead, near distances have one each, far ones share (Raffel et al. 2020, as MPNet has it).
torch::Tensor distance_classes(std::int64_t tokens, std::int64_t classes) {
    constexpr double kFarthest = 128;
    const std::int64_t half = classes / 2, single = half / 2;
    const torch::Tensor places = torch::arange(tokens, torch::kInt64);
    const torch::Tensor ahead = places.unsqueeze(0) - places.unsqueeze(1);
    const torch::Tensor far = ahead.abs();
    const torch::Tensor shared =
        (single + torch::log(far.clamp_min(1) / static_cast<double>(single)) /
                      std::log(kFarthest / static_cast<double>(single)) * (half - single))
            .to(torch::kInt64)
            .clamp_max(half - 1);
    return torch::where(far < single, far, shared) + (ahead > 0).to(torch::kInt64) * half;
}

torch::Tensor trained_with_dropout(const torch::Tensor& values, bool training) {
    return training ? dropped_out(values, kDropout) : values;
}

torch::Tensor from(const nn::Weights& weights, const std::string& name) {
    const nn::Tensor& tensor = weights.at(name);
    const torch::Tensor values = restored(tensor);
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

/// The names of an encoder's authors.
struct StartNames {
    const char* folder;  ///< of the installed weights
    const char* group;   ///< that scripts/setup installs them with
    std::array<const char*, 3> query_key_value;
    const char* attention_output;
    const char* attention_norm;
};

StartNames names_of(Encoder encoder) {
    if (encoder == Encoder::kMpnet)
        return {"text/mpnet-base",
                "teacher",
                {"attention.attn.q.", "attention.attn.k.", "attention.attn.v."},
                "attention.attn.o",
                "attention.LayerNorm"};
    return {"text/minilm-l6",
            "training",
            {"attention.self.query.", "attention.self.key.", "attention.self.value."},
            "attention.output.dense",
            "attention.output.LayerNorm"};
}

torch::Tensor stacked(const nn::Weights& weights, const std::string& layer,
                      const std::array<const char*, 3>& names, const std::string& kind) {
    return torch::cat({from(weights, layer + names[0] + kind), from(weights, layer + names[1] + kind),
                       from(weights, layer + names[2] + kind)});
}

/// MPNet's vocabulary is BERT's after four tokens of its own, which stand for some of BERT's.
torch::Tensor words_in_bert_order(const torch::Tensor& words) {
    constexpr std::int64_t kOwn = 4;
    constexpr std::array<std::array<std::int64_t, 2>, 3> kSame = {{{101, 0}, {0, 1}, {102, 2}}};
    torch::Tensor ordered = words.slice(0, kOwn, kOwn + kWords).clone();
    for (const auto& [bert, own] : kSame) ordered[bert] = words[own];
    return ordered;
}

}  // namespace

EncoderShape shape_of(Encoder encoder) {
    if (encoder == Encoder::kMpnet) return {768, 3072, 12, 12, 1e-5, 32};
    return {384, 1536, 12, 6, 1e-12, 0};
}

EncoderLayerImpl::EncoderLayerImpl(const EncoderShape& shape) : heads(shape.heads) {
    const auto width = shape.width, inner = shape.inner;
    qkv = register_module("qkv", torch::nn::Linear(width, 3 * width));
    attention_output = register_module("attention_output", torch::nn::Linear(width, width));
    attention_norm = register_module("attention_norm", layer_norm(shape));
    up = register_module("up", torch::nn::Linear(width, inner));
    down = register_module("down", torch::nn::Linear(inner, width));
    output_norm = register_module("output_norm", layer_norm(shape));
}

torch::Tensor EncoderLayerImpl::forward(const torch::Tensor& hidden, const torch::Tensor& bias) {
    const auto batch = hidden.size(0), tokens = hidden.size(1), width = hidden.size(2), depth = width / heads;
    const torch::Tensor parts = qkv(hidden).view({batch, tokens, 3, heads, depth}).permute({2, 0, 3, 1, 4});
    const torch::Tensor scores =
        torch::matmul(parts[0] / std::sqrt(static_cast<double>(depth)), parts[1].transpose(2, 3)) + bias;
    const torch::Tensor mixed = torch::matmul(torch::softmax(scores, -1), parts[2]);
    const torch::Tensor attended = attention_output(mixed.transpose(1, 2).reshape({batch, tokens, width}));
    const torch::Tensor middle = attention_norm(hidden + trained_with_dropout(attended, is_training()));
    return output_norm(middle + trained_with_dropout(down(torch::gelu(up(middle))), is_training()));
}

TextModelImpl::TextModelImpl(Encoder of_encoder) : encoder(of_encoder) {
    const EncoderShape shape = shape_of(encoder);
    words = register_parameter("words", torch::zeros({kWords, shape.width}));
    positions = register_module("positions", torch::nn::Embedding(kPositions, shape.width));
    segments = register_module("segments", torch::nn::Embedding(2, shape.width));
    norm = register_module("norm", layer_norm(shape));
    if (shape.distances > 0)
        distances = register_parameter("distances", torch::zeros({shape.distances, shape.heads}));
    for (int i = 0; i < shape.layers; ++i)
        layers.push_back(register_module("layer_" + std::to_string(i), EncoderLayer(shape)));
    const auto head = [&](const char* name, text::Labels labels) {
        const auto classes = static_cast<std::int64_t>(text::class_names(labels).size());
        return register_module(name, torch::nn::Linear(shape.width, classes));
    };
    speech = head("speech", text::Labels::kSpeech);
    posts = head("posts", text::Labels::kPosts);
    tweets7 = head("tweets7", text::Labels::kTweets7);
    tweets13 = head("tweets13", text::Labels::kTweets13);
    for (auto& head : {speech, posts, tweets7, tweets13}) {
        torch::nn::init::normal_(head->weight, 0, kHeadSpread);
        torch::nn::init::zeros_(head->bias);
    }
}

Logits TextModelImpl::forward(const TextBatch& batch) {
    const auto tokens = batch.ids.size(1);
    const torch::Tensor places = torch::arange(tokens, torch::kInt64);
    const torch::Tensor real = places.unsqueeze(0) < batch.lengths.unsqueeze(1);  // [batch, tokens]
    torch::Tensor bias = (real.logical_not().to(torch::kFloat32) * kMasked).unsqueeze(1).unsqueeze(1);
    if (distances.defined())
        bias = bias +
               torch::embedding(distances, distance_classes(tokens, distances.size(0))).permute({2, 0, 1});
    torch::Tensor hidden = torch::embedding(words, batch.ids, -1, false, true) +
                           positions(places).unsqueeze(0) + segments(batch.segments);
    hidden = trained_with_dropout(norm(hidden), is_training());
    for (auto& layer : layers) hidden = layer(hidden, bias);
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

void load_start_weights(TextModel& model) {
    const StartNames names = names_of(model->encoder);
    const nn::Weights weights =
        nn::read_weights(nn::installed_model(std::string(names.folder) + "/model.safetensors", names.group));
    const torch::Tensor start_words = from(weights, "embeddings.word_embeddings.weight"),
                        start_positions = from(weights, "embeddings.position_embeddings.weight");
    if (model->encoder == Encoder::kMpnet) {
        constexpr std::int64_t kFirstPosition = 2;  // those before are for padding
        assign(model->words, words_in_bert_order(start_words));
        assign(model->positions->weight,
               start_positions.slice(0, kFirstPosition, kFirstPosition + kPositions));
        assign(model->segments->weight, torch::zeros_like(model->segments->weight));  // it has none
        assign(model->distances, from(weights, "encoder.relative_attention_bias.weight"));
    } else {
        assign(model->words, start_words);
        assign(model->positions->weight, start_positions.slice(0, 0, kPositions));
        assign(model->segments->weight, from(weights, "embeddings.token_type_embeddings.weight"));
    }
    assign(model->norm, weights, "embeddings.LayerNorm");
    for (std::size_t i = 0; i < model->layers.size(); ++i) {
        EncoderLayer& layer = model->layers[i];
        const std::string prefix = "encoder.layer." + std::to_string(i) + ".";
        assign(layer->qkv->weight, stacked(weights, prefix, names.query_key_value, "weight"));
        assign(layer->qkv->bias, stacked(weights, prefix, names.query_key_value, "bias"));
        assign(layer->attention_output, weights, prefix + names.attention_output);
        assign(layer->attention_norm, weights, prefix + names.attention_norm);
        assign(layer->up, weights, prefix + "intermediate.dense");
        assign(layer->down, weights, prefix + "output.dense");
        assign(layer->output_norm, weights, prefix + "output.LayerNorm");
    }
}

void freeze(TextModel& model, int layers) {
    if (layers == 0) return;
    for (auto& parameter : model->named_parameters()) {
        const std::string& name = parameter.key();
        const bool embedding = name.starts_with("words") || name.starts_with("positions") ||
                               name.starts_with("segments") || name.starts_with("norm") ||
                               name == "distances";
        const bool low_layer = name.starts_with("layer_") && std::stoi(name.substr(6)) < layers;
        if (embedding || low_layer) parameter.value().set_requires_grad(false);
    }
}

nn::Weights to_weights(const TextModel& model) {
    nn::Weights weights;
    for (const auto& parameter : model->named_parameters())
        weights.tensors[parameter.key()] = stored(parameter.value());
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
