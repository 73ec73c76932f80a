#include "training/text/calibration.h"

#include <algorithm>
#include <cmath>

#include "text/probabilities.h"
#include "training/text/predictions.h"

namespace ganemotion::training {
namespace {

double fitted_temperature(const std::vector<std::vector<float>>& logits,
                          const std::vector<std::vector<float>>& targets, bool seven) {
    constexpr double kLowest = 0.5, kHighest = 3.0, kStep = 0.01;  // of fine-tuned classifiers: 1 to 2
    constexpr double kSmallest = 1e-7;                             // keeps the logarithm finite
    double best = 1, least = INFINITY;
    for (double temperature = kLowest; temperature <= kHighest; temperature += kStep) {
        double loss = 0;
        for (std::size_t i = 0; i < logits.size(); ++i) {
            auto probabilities = text::softmax(logits[i], temperature);
            if (seven) probabilities = text::merged(probabilities);
            for (std::size_t c = 0; c < probabilities.size(); ++c)
                loss -= targets[i][c] * std::log(std::max<double>(probabilities[c], kSmallest));
        }
        if (loss >= least) continue;
        least = loss;
        best = temperature;
    }
    return best;
}

std::vector<std::vector<float>> targets_of(const std::vector<TextExample>& examples, bool seven) {
    std::vector<std::vector<float>> targets;
    for (const TextExample& example : examples)
        targets.push_back(seven ? text::merged(example.target) : example.target);
    return targets;
}

}  // namespace

nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation) {
    // Dialogue and forum differ in how sure one may be. The speech head has one temperature for both: half
    // and half.
    std::vector<TextExample> speech = validation.dialogue;
    const std::size_t half = std::min(speech.size(), validation.forum.size());
    speech.insert(speech.end(), validation.forum.begin(),
                  validation.forum.begin() + static_cast<std::ptrdiff_t>(half));
    nn::Weights weights = to_weights(model);
    const auto keep = [&](const std::string& head, double temperature) {
        weights.metadata["temperature." + head] = std::to_string(temperature);
    };
    const auto said = logits_of(model, tokenizer, speech, Source::kDialogue, false, speech.size());
    keep("speech", fitted_temperature(said, targets_of(speech, false), false));
    const auto& tweets = validation.tweets;
    const auto tweeted = logits_of(model, tokenizer, tweets, Source::kTweets, false, tweets.size());
    keep("tweets13", fitted_temperature(tweeted, targets_of(tweets, false), false));
    keep("tweets7", fitted_temperature(tweeted, targets_of(tweets, true), true));
    return weights;
}

}  // namespace ganemotion::training
