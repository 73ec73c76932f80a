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

struct EncoderLayerImpl : torch::nn::Module {
    EncoderLayerImpl(std::int64_t width, std::int64_t inner, std::int64_t heads);
    /// hidden [batch, tokens, width], mask [batch, 1, 1, tokens] to be added to the scores of attention.
    torch::Tensor forward(const torch::Tensor& hidden, const torch::Tensor& mask);

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

/// MiniLM-L6 (BERT, post-norm) with the mean of the sentence's tokens under a linear head for each labels.
struct TextModelImpl : torch::nn::Module {
    TextModelImpl();
    Logits forward(const TextBatch& batch);

    torch::Tensor words;  ///< [30522, 384], trained by rows: its gradient is sparse
    torch::nn::Embedding positions{nullptr}, segments{nullptr};
    torch::nn::LayerNorm norm{nullptr};
    std::vector<EncoderLayer> layers;
    torch::nn::Linear speech{nullptr}, posts{nullptr}, tweets7{nullptr}, tweets13{nullptr};
};
TORCH_MODULE(TextModel);

/// Takes the encoder of the published MiniLM (names of its authors); the heads stay as they are.
void load_start_weights(TextModel& model, const nn::Weights& weights);

/// All parameters under the names that the program reads (models/text/README.md), and back.
nn::Weights to_weights(const TextModel& model);
void load_weights(TextModel& model, const nn::Weights& weights);

/// The mean of several files' weights.
void load_mean(TextModel& model, const std::vector<std::filesystem::path>& files);

}  // namespace ganemotion::training
