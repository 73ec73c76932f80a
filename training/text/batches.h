#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include <torch/torch.h>

#include "text/model_input.h"
#include "training/text/dataset.h"
#include "training/text/noise.h"

namespace ganemotion::training {

struct TextBatch {
    torch::Tensor ids;       ///< int64 [batch, tokens], padded
    torch::Tensor segments;  ///< int64 [batch, tokens]
    torch::Tensor lengths;   ///< int64 [batch]
    torch::Tensor targets;   ///< float [batch, classes]
    torch::Tensor examples;  ///< int64 [batch], which of the stream's texts; BatchStream's only
    std::size_t views = 1;   ///< so many stretches of the batch hold the same texts, each roughened otherwise
};

/// Pads to the longest. `targets` as rows in the same order, or empty.
TextBatch make_batch(const std::vector<text::Tokens>& inputs, const std::vector<std::vector<float>>& targets,
                     std::int64_t padding);

struct BatchOptions {
    std::size_t size = 16;            ///< texts
    std::size_t maximum_tokens = 64;  ///< 99.8 % of the texts are shorter
    double with_context = 0.5;        ///< of the sentences that have one: both ways of use are learnt
    std::size_t sorted_together =
        32;  ///< batches whose texts are sorted by length: little padding, still random
    std::vector<NoiseOptions> views = {{}};  ///< a batch holds every text so often, each time roughened anew
};

/// Endless batches of one source: every example once an epoch, each time with other noise and context.
class BatchStream {
  public:
    BatchStream(const std::vector<TextExample>& examples, const text::Tokenizer& tokenizer,
                const BatchOptions& options, std::uint64_t seed);

    TextBatch next();
    /// As so many calls of next().
    void skip(int batches);
    [[nodiscard]] double epochs() const;

  private:
    void start_epoch();
    [[nodiscard]] text::Tokens roughened_input(const TextExample& example, const NoiseOptions& noise);

    const std::vector<TextExample>& examples_;
    const text::Tokenizer& tokenizer_;
    BatchOptions options_;
    std::mt19937_64 random_;
    std::vector<std::vector<text::Tokens>> inputs_;  ///< of this epoch, by example and view
    std::vector<std::vector<std::size_t>> queue_;    ///< batches of this epoch that are still to come
    std::size_t given_ = 0;
};

}  // namespace ganemotion::training
