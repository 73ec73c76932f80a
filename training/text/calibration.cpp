#include "training/text/calibration.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

#include <spdlog/spdlog.h>

#include "text/probabilities.h"
#include "training/text/noise.h"
#include "training/text/predictions.h"

namespace ganemotion::training {
namespace {

constexpr std::uint64_t kSeed = 1;  ///< of the recogniser's errors

/// Sum over the texts of confidence minus whether the answer is right.
double overconfidence(const CalibrationSet& set, double temperature) {
    double sum = 0;
    for (std::size_t i = 0; i < set.logits.size(); ++i) {
        const auto probabilities = text::softmax(set.logits[i], temperature);
        const std::size_t best = most_probable(probabilities);
        sum += static_cast<double>(probabilities[best]) - (set.targets[i][best] > 0 ? 1 : 0);
    }
    return sum;
}

/// As an engine without punctuation writes them; what is nothing but punctuation stays.
std::vector<TextExample> bare(std::vector<TextExample> examples) {
    for (TextExample& example : examples)
        if (std::string words = bare_speech(example.text); !words.empty()) example.text = std::move(words);
    return examples;
}

/// With a recogniser's errors.
std::vector<TextExample> misheard(std::vector<TextExample> examples) {
    std::mt19937_64 random(kSeed);
    for (TextExample& example : examples) example.text = with_noise(example.text, random, kRecognised);
    return examples;
}

std::vector<TextExample> with_seven_classes(std::vector<TextExample> examples) {
    for (TextExample& example : examples) example.target = text::merged(example.target);
    return examples;
}

/// Answers as a set whose logits are those of the network but for a common factor.
void append(CalibrationSet& set, const Answer& answer) {
    constexpr float kSmallest = 1e-12F;
    set.targets.push_back(answer.target);
    set.logits.emplace_back();
    for (const float p : answer.probabilities) set.logits.back().push_back(std::log(std::max(p, kSmallest)));
}

}  // namespace

double fitted_temperature(const std::vector<CalibrationSet>& sets) {
    double lowest = 0.2, highest = 5;  // of fine-tuned classifiers: 0.7 to 2
    constexpr double kPrecision = 0.001;
    while (highest - lowest > kPrecision) {
        const double middle = std::sqrt(lowest * highest);
        double sum = 0;
        for (const CalibrationSet& set : sets) sum += overconfidence(set, middle);
        (sum > 0 ? lowest : highest) = middle;
    }
    return std::sqrt(lowest * highest);
}

nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation,
                       const std::vector<TextExample>& further_dialogue) {
    nn::Weights weights = to_weights(model);
    const auto answered = [&](const std::vector<TextExample>& examples, text::Labels head, bool context) {
        CalibrationSet set{logits_of(model, tokenizer, examples, head, context, examples.size()), {}};
        for (const TextExample& example : examples) set.targets.push_back(example.target);
        return set;
    };
    const auto keep = [&](const std::string& name, text::Labels head, bool context,
                          const std::vector<std::vector<TextExample>>& forms) {
        std::vector<CalibrationSet> sets;
        for (const auto& examples : forms) sets.push_back(answered(examples, head, context));
        const double temperature = fitted_temperature(sets);
        weights.metadata["temperature." + name] = std::to_string(temperature);
        for (const CalibrationSet& set : sets)
            spdlog::info("temperature.{} {:.3f}: {} texts, confidence minus accuracy {:+.3f}", name,
                         temperature, set.logits.size(),
                         overconfidence(set, temperature) / static_cast<double>(set.logits.size()));
    };
    std::vector<TextExample> dialogue = validation.dialogue;
    dialogue.insert(dialogue.end(), further_dialogue.begin(), further_dialogue.end());
    const auto merged = with_seven_classes(validation.tweets);
    for (const bool context : {true, false}) {
        const std::string name = context ? "speech" : "speech_alone";
        keep(name, text::Labels::kSpeech, context, {dialogue, misheard(dialogue)});
        keep(name + "_bare", text::Labels::kSpeech, context, {bare(dialogue)});
    }
    keep("posts", text::Labels::kPosts, false, {validation.forum, bare(validation.forum)});
    keep("tweets13", text::Labels::kTweets13, false, {validation.tweets, bare(validation.tweets)});
    keep("tweets7", text::Labels::kTweets7, false, {merged, bare(merged)});
    return weights;
}

std::vector<std::vector<Answer>> cross_fitted(const std::vector<std::vector<Answer>>& validation,
                                              const std::vector<std::vector<Answer>>& test,
                                              const std::vector<TextExample>& test_examples) {
    std::vector<std::vector<Answer>> result = test;
    for (const std::size_t half : {0U, 1U}) {
        CalibrationSet known;
        for (const auto& answers : validation)
            for (const Answer& answer : answers) append(known, answer);
        for (const auto& answers : test)
            for (std::size_t i = 0; i < answers.size(); ++i)
                if (test_examples[i].dialogue % 2 == half) append(known, answers[i]);
        const double temperature = fitted_temperature({known});
        for (auto& answers : result)
            for (std::size_t i = 0; i < answers.size(); ++i) {
                if (test_examples[i].dialogue % 2 == half) continue;
                CalibrationSet one;
                append(one, answers[i]);
                answers[i].probabilities = text::softmax(one.logits.front(), temperature);
            }
    }
    return result;
}

}  // namespace ganemotion::training
