#include "training/text/predictions.h"

#include <algorithm>
#include <numeric>

#include "text/probabilities.h"

namespace ganemotion::training {

std::vector<std::vector<float>> logits_of(TextModel& model, const text::Tokenizer& tokenizer,
                                          const std::vector<TextExample>& examples, text::Labels head,
                                          bool with_context, std::size_t limit) {
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
    std::vector<std::vector<float>> logits(inputs.size());
    for (std::size_t start = 0; start < order.size(); start += kTogether) {
        const std::size_t end = std::min(start + kTogether, order.size());
        std::vector<text::Tokens> together;
        for (std::size_t i = start; i < end; ++i) together.push_back(inputs[order[i]]);
        const Logits answered = model(make_batch(together, {}, tokenizer.padding()));
        const torch::Tensor rows = answered.of(head).to(torch::kFloat32).contiguous();
        const auto classes = rows.size(1);
        for (std::size_t i = start; i < end; ++i) {
            const float* row = rows.data_ptr<float>() + static_cast<std::int64_t>(i - start) * classes;
            logits[order[i]].assign(row, row + classes);
        }
    }
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
