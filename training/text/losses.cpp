#include "training/text/losses.h"

#include "text/classes.h"
#include "text/text_emotion.h"

namespace ganemotion::training {

torch::Tensor class_weights(const std::vector<TextExample>& examples, double power) {
    torch::Tensor counts = torch::ones({static_cast<std::int64_t>(examples.front().target.size())});
    for (const TextExample& example : examples)
        for (std::size_t c = 0; c < example.target.size(); ++c)
            counts.data_ptr<float>()[c] += example.target[c];
    const torch::Tensor shares = counts / counts.sum();
    const torch::Tensor weights = shares.pow(-power);
    return weights / (weights * shares).sum();  // the mean over the texts is 1
}

torch::Tensor cross_entropy(const torch::Tensor& log_probabilities, const torch::Tensor& targets,
                            const torch::Tensor& weights) {
    return -(log_probabilities * targets * weights).sum(1).mean();
}

torch::Tensor smoothed(const torch::Tensor& targets, double share) {
    return targets * (1 - share) + share / static_cast<double>(targets.size(1));
}

torch::Tensor disagreement(const torch::Tensor& log_probabilities) {
    const auto halves = log_probabilities.chunk(2);
    return 0.5 * ((halves[0].exp() - halves[1].exp()) * (halves[0] - halves[1])).sum(1).mean();
}

torch::Tensor merging_matrix() {
    const auto thirteen = static_cast<std::int64_t>(text::class_names(text::Labels::kTweets13).size());
    torch::Tensor matrix = torch::zeros({thirteen, static_cast<std::int64_t>(kEmotionCount)});
    for (std::int64_t i = 0; i < thirteen; ++i)
        matrix[i][static_cast<std::int64_t>(text::merged_class(static_cast<std::size_t>(i)))] = 1;
    return matrix;
}

}  // namespace ganemotion::training
