#include "training/text/predictions.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "text/probabilities.h"

namespace ganemotion::training {

namespace {

/// At most `limit` of the examples, those of a length together; `take` is given each batch's places and
/// answers.
template <typename Take>
void answer(TextModel& model, const text::Tokenizer& tokenizer, const std::vector<TextExample>& examples,
            bool with_context, std::size_t limit, const Take& take) {
    constexpr std::size_t kTogether = 32;
    text::InputOptions input;
    if (!with_context) input.context_sentences = 0;
    std::vector<text::Tokens> inputs;
    for (std::size_t i = 0; i < std::min(limit, examples.size()); ++i)
        inputs.push_back(text::model_input(tokenizer, examples[i].text, examples[i].before, input));
    std::vector<std::size_t> order(inputs.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return inputs[a].ids.size() < inputs[b].ids.size();
    });
    torch::NoGradGuard no_gradient;
    model->eval();
    for (std::size_t start = 0; start < order.size(); start += kTogether) {
        const std::size_t end = std::min(start + kTogether, order.size());
        std::vector<text::Tokens> together;
        for (std::size_t i = start; i < end; ++i) together.push_back(inputs[order[i]]);
        take(std::span(order).subspan(start, end - start),
             model(make_batch(together, {}, tokenizer.padding())));
    }
}

}  // namespace

Logits all_logits_of(TextModel& model, const text::Tokenizer& tokenizer,
                     const std::vector<TextExample>& examples, bool with_context) {
    Logits all;
    answer(model, tokenizer, examples, with_context, examples.size(),
           [&](std::span<const std::size_t> places, const Logits& answers) {
               const torch::Tensor rows =
                   torch::tensor(std::vector<std::int64_t>(places.begin(), places.end()));
               const auto put = [&](torch::Tensor& to, const torch::Tensor& from) {
                   if (!to.defined())
                       to = torch::empty({static_cast<std::int64_t>(examples.size()), from.size(1)});
                   to.index_copy_(0, rows, from.to(torch::kFloat32));
               };
               put(all.speech, answers.speech);
               put(all.posts, answers.posts);
               put(all.tweets7, answers.tweets7);
               put(all.tweets13, answers.tweets13);
           });
    return all;
}

std::vector<std::vector<float>> logits_of(TextModel& model, const text::Tokenizer& tokenizer,
                                          const std::vector<TextExample>& examples, text::Labels head,
                                          bool with_context, std::size_t limit) {
    std::vector<std::vector<float>> logits(std::min(limit, examples.size()));
    answer(model, tokenizer, examples, with_context, limit,
           [&](std::span<const std::size_t> places, const Logits& answers) {
               const torch::Tensor rows = answers.of(head).to(torch::kFloat32).contiguous();
               for (std::size_t i = 0; i < places.size(); ++i) {
                   const float* row = rows.data_ptr<float>() + static_cast<std::int64_t>(i) * rows.size(1);
                   logits[places[i]].assign(row, row + rows.size(1));
               }
           });
    return logits;
}

std::vector<Answer> answers_of(const std::vector<std::vector<float>>& logits,
                               const std::vector<TextExample>& examples, double temperature) {
    std::vector<Answer> answers;
    for (std::size_t i = 0; i < logits.size(); ++i)
        answers.push_back({text::softmax(logits[i], temperature), examples[i].target});
    return answers;
}

}  // namespace ganemotion::training
