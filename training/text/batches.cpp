#include "training/text/batches.h"

#include <algorithm>
#include <numeric>

namespace ganemotion::training {

TextBatch make_batch(const std::vector<text::Tokens>& inputs, const std::vector<std::vector<float>>& targets,
                     std::int64_t padding) {
    std::size_t longest = 0;
    for (const auto& input : inputs) longest = std::max(longest, input.ids.size());
    const auto rows = static_cast<std::int64_t>(inputs.size());
    TextBatch batch;
    batch.ids = torch::full({rows, static_cast<std::int64_t>(longest)}, padding, torch::kInt64);
    batch.segments = torch::zeros_like(batch.ids);
    batch.lengths = torch::zeros({rows}, torch::kInt64);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        std::copy(inputs[i].ids.begin(), inputs[i].ids.end(),
                  batch.ids.data_ptr<std::int64_t>() + i * longest);
        std::copy(inputs[i].segments.begin(), inputs[i].segments.end(),
                  batch.segments.data_ptr<std::int64_t>() + i * longest);
        batch.lengths.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(inputs[i].ids.size());
    }
    if (targets.empty()) return batch;
    const std::size_t classes = targets.front().size();
    batch.targets = torch::zeros({rows, static_cast<std::int64_t>(classes)});
    for (std::size_t i = 0; i < targets.size(); ++i)
        std::copy(targets[i].begin(), targets[i].end(), batch.targets.data_ptr<float>() + i * classes);
    return batch;
}

BatchStream::BatchStream(const std::vector<TextExample>& examples, const text::Tokenizer& tokenizer,
                         const BatchOptions& options, std::uint64_t seed)
    : examples_(examples), tokenizer_(tokenizer), options_(options), random_(seed) {}

text::Tokens BatchStream::roughened_input(const TextExample& example, const NoiseOptions& noise) {
    text::InputOptions input;
    input.maximum_tokens = options_.maximum_tokens;
    const bool with_context = std::bernoulli_distribution(options_.with_context)(random_);
    input.context_sentences = with_context ? std::uniform_int_distribution<std::size_t>(1, 2)(random_) : 0;
    return text::model_input(tokenizer_, with_noise(example.text, random_, noise), example.before, input);
}

void BatchStream::start_epoch() {
    inputs_.clear();
    std::vector<std::size_t> longest;  // of each example's views
    for (const TextExample& example : examples_) {
        inputs_.emplace_back();
        longest.push_back(0);
        for (const NoiseOptions& noise : options_.views) {
            inputs_.back().push_back(roughened_input(example, noise));
            longest.back() = std::max(longest.back(), inputs_.back().back().ids.size());
        }
    }
    std::vector<std::size_t> order(examples_.size());
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), random_);
    const std::size_t together = options_.size * options_.sorted_together;
    for (std::size_t start = 0; start < order.size(); start += together) {
        const auto begin = order.begin() + static_cast<std::ptrdiff_t>(start);
        const auto end =
            order.begin() + static_cast<std::ptrdiff_t>(std::min(start + together, order.size()));
        std::stable_sort(begin, end, [&](std::size_t a, std::size_t b) { return longest[a] < longest[b]; });
    }
    for (std::size_t start = 0; start < order.size(); start += options_.size)
        queue_.emplace_back(
            order.begin() + static_cast<std::ptrdiff_t>(start),
            order.begin() + static_cast<std::ptrdiff_t>(std::min(start + options_.size, order.size())));
    std::shuffle(queue_.begin(), queue_.end(), random_);
}

TextBatch BatchStream::next() {
    if (queue_.empty()) start_epoch();
    std::vector<text::Tokens> inputs;
    std::vector<std::vector<float>> targets;
    std::vector<std::int64_t> chosen;
    for (std::size_t view = 0; view < options_.views.size(); ++view)
        for (const std::size_t index : queue_.back()) {
            inputs.push_back(inputs_[index][view]);
            targets.push_back(examples_[index].target);
            chosen.push_back(static_cast<std::int64_t>(index));
        }
    given_ += queue_.back().size();
    queue_.pop_back();
    TextBatch batch = make_batch(inputs, targets, tokenizer_.padding());
    batch.examples = torch::tensor(chosen);
    batch.views = options_.views.size();
    return batch;
}

void BatchStream::skip(int batches) {
    for (int i = 0; i < batches; ++i) {
        if (queue_.empty()) start_epoch();
        given_ += queue_.back().size();
        queue_.pop_back();
    }
}

double BatchStream::epochs() const {
    return static_cast<double>(given_) / static_cast<double>(examples_.size());
}

}  // namespace ganemotion::training
