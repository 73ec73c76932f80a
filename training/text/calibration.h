#pragma once

#include <vector>

#include "nn/weights.h"
#include "training/text/dataset.h"
#include "training/text/metrics.h"
#include "training/text/model.h"

namespace ganemotion::training {

/// The raw answers to one kind of text that a head shall serve, and the labels.
struct CalibrationSet {
    std::vector<std::vector<float>> logits;
    std::vector<std::vector<float>> targets;
};

/// The temperature under which the mean confidence of all texts together is their accuracy. (The most
/// probable one, as by Guo et al. 2017, knows nothing of texts with several labels; the calibration error by
/// bins is mostly chance in a set of a few hundred.)
double fitted_temperature(const std::vector<CalibrationSet>& sets);

/// The model's weights with the temperatures in their metadata: "temperature.speech" for sentences with those
/// before them, ".speech_alone" for sentences without, each with ".._bare" for text without punctuation and
/// capitals, ".posts", ".tweets7", ".tweets13". They are fitted on the validation, posts and tweets in both
/// forms together, speech also with a recogniser's errors and on a further set of dialogues: the validation's
/// are few.
nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation,
                       const std::vector<TextExample>& further_dialogue);

/// What a temperature that was fitted on some dialogues is worth on others: the answers to each form of the
/// test, those of its even dialogues under the temperature that was fitted on the validation and the odd
/// ones, and the other way round. One temperature serves all forms given; `validation` has the same forms as
/// `test`, each with its answers in the order of the examples.
std::vector<std::vector<Answer>> cross_fitted(const std::vector<std::vector<Answer>>& validation,
                                              const std::vector<std::vector<Answer>>& test,
                                              const std::vector<TextExample>& test_examples);

}  // namespace ganemotion::training
