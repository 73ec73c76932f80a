#include "training/text/calibration.h"

#include <algorithm>
#include <cmath>

#include <spdlog/spdlog.h>

#include "text/probabilities.h"
#include "training/text/noise.h"
#include "training/text/predictions.h"

namespace ganemotion::training {
namespace {

double accuracy(const CalibrationSet& set) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < set.logits.size(); ++i)
        right += set.targets[i][most_probable(set.logits[i])] > 0 ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(set.logits.size());
}

/// Mean confidence minus accuracy.
double overconfidence(const CalibrationSet& set, double temperature) {
    double sum = 0;
    for (std::size_t i = 0; i < set.logits.size(); ++i) {
        const auto probabilities = text::softmax(set.logits[i], temperature);
        const std::size_t best = most_probable(probabilities);
        sum += static_cast<double>(probabilities[best]) - (set.targets[i][best] > 0 ? 1 : 0);
    }
    return sum / static_cast<double>(set.logits.size());
}

double largest_error(const std::vector<CalibrationSet>& sets, double temperature) {
    double largest = 0;
    for (const CalibrationSet& set : sets)
        largest = std::max(largest, std::fabs(overconfidence(set, temperature)));
    return largest;
}

/// As an engine without punctuation writes them; what is nothing but punctuation stays.
std::vector<TextExample> bare(std::vector<TextExample> examples) {
    for (TextExample& example : examples)
        if (std::string words = bare_speech(example.text); !words.empty()) example.text = std::move(words);
    return examples;
}

std::vector<TextExample> with_seven_classes(std::vector<TextExample> examples) {
    for (TextExample& example : examples) example.target = text::merged(example.target);
    return examples;
}

}  // namespace

double fitted_temperature(const std::vector<CalibrationSet>& sets) {
    constexpr double kLowest = 0.4, kHighest = 3.0, kStep = 0.02;  // of fine-tuned classifiers: 0.7 to 2
    double best = 1, least = INFINITY;
    for (double temperature = kLowest; temperature <= kHighest; temperature += kStep) {
        const double error = largest_error(sets, temperature);
        if (error >= least) continue;
        least = error;
        best = temperature;
    }
    for (const CalibrationSet& set : sets)
        spdlog::info("temperature {:.2f}: {} texts, accuracy {:.3f}, confidence {:+.3f} beside it", best,
                     set.logits.size(), accuracy(set), overconfidence(set, best));
    return best;
}

nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation) {
    const auto answered = [&](const std::vector<TextExample>& examples, text::Labels head,
                              bool context) -> CalibrationSet {
        CalibrationSet set{logits_of(model, tokenizer, examples, head, context, examples.size()), {}};
        for (const TextExample& example : examples) set.targets.push_back(example.target);
        return set;
    };
    nn::Weights weights = to_weights(model);
    const auto keep = [&](const std::string& head, const std::vector<CalibrationSet>& sets) {
        weights.metadata["temperature." + head] = std::to_string(fitted_temperature(sets));
    };
    const auto speech = text::Labels::kSpeech;
    keep("speech",
         {answered(validation.dialogue, speech, true), answered(validation.dialogue, speech, false),
          answered(bare(validation.dialogue), speech, false), answered(validation.forum, speech, false),
          answered(bare(validation.forum), speech, false)});
    const auto& tweets = validation.tweets;
    keep("tweets13", {answered(tweets, text::Labels::kTweets13, false),
                      answered(bare(tweets), text::Labels::kTweets13, false)});
    const auto merged = with_seven_classes(tweets);
    keep("tweets7", {answered(merged, text::Labels::kTweets7, false),
                     answered(bare(merged), text::Labels::kTweets7, false)});
    return weights;
}

}  // namespace ganemotion::training
