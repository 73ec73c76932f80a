#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/weights.h"
#include "text/text_emotion.h"
#include "training/text/batches.h"

namespace ganemotion::training {

/// The two encoders that can be trained. Both read the tokens of BERT.
enum class Encoder {
    kMiniLm,  ///< MiniLM-L6-H384 (Wang et al. 2020): what the program runs
    kMpnet,   ///< MPNet-base (Song et al. 2020), ten times the work: teaches the other, and stands for the
              ///< published BERT-base, whose size it has
};

struct EncoderShape {
    std::int64_t width, inner, heads;
    int layers;
    double norm_epsilon;
    std::int64_t distances;  ///< classes of distance between two tokens that attention knows; 0: none
};
EncoderShape shape_of(Encoder encoder);

struct EncoderLayerImpl : torch::nn::Module {
    explicit EncoderLayerImpl(const EncoderShape& shape);
    /// hidden [batch, tokens, width], bias [batch, heads or 1, tokens or 1, tokens] to be added to the scores
    /// of attention.
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& bias);

    std::int64_t heads;
    torch::nn::Linear qkv{nullptr}, attention_output{nullptr}, up{nullptr}, down{nullptr};
    torch::nn::LayerNorm attention_norm{nullptr}, output_norm{nullptr};
};
TORCH_MODULE(EncoderLayer);

/// Raw answers of the heads, before temperature and softmax.
struct Logits {
    torch::Tensor speech;    ///< [batch, 7]
    torch::Tensor posts;     ///< [batch, 7]
    torch::Tensor tweets7;   ///< [batch, 7]
    torch::Tensor tweets13;  ///< [batch, 13]

    [[nodiscard]] const torch::Tensor& of(text::Labels labels) const;
};

/// An encoder (post-norm) with the mean of the sentence's tokens under a linear head for each labels.
struct TextModelImpl : torch::nn::Module {
    explicit TextModelImpl(Encoder encoder = Encoder::kMiniLm);
    Logits forward(const TextBatch& batch);

    Encoder encoder;
    torch::Tensor words;      ///< [30522, width], trained by rows: its gradient is sparse
    torch::Tensor distances;  ///< [distances, heads], or undefined
    torch::nn::Embedding positions{nullptr}, segments{nullptr};
    torch::nn::LayerNorm norm{nullptr};
    std::vector<EncoderLayer> layers;
    torch::nn::Linear speech{nullptr}, posts{nullptr}, tweets7{nullptr}, tweets13{nullptr};
};
TORCH_MODULE(TextModel);

/// Takes the published, installed weights of the model's encoder; the heads stay as they are. Throws
/// Error(kMissingModel) with the command that installs them.
void load_start_weights(TextModel& model);

/// The embeddings and so many layers above them, if any, are trained no more.
void freeze(TextModel& model, int layers);

/// All parameters under the names that the program reads (models/text/README.md), and back.
nn::Weights to_weights(const TextModel& model);
void load_weights(TextModel& model, const nn::Weights& weights);

/// The mean of several files' weights.
void load_mean(TextModel& model, const std::vector<std::filesystem::path>& files);

}  // namespace ganemotion::training
