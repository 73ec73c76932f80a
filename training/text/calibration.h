#pragma once

#include "nn/weights.h"
#include "training/text/dataset.h"
#include "training/text/model.h"

namespace ganemotion::training {

/// The raw answers to one kind of text that a head shall serve, and the labels.
struct CalibrationSet {
    std::vector<std::vector<float>> logits;
    std::vector<std::vector<float>> targets;
};

/// The temperature under which confidence and accuracy are apart by least in the set where they are apart
/// most: one temperature serves all that a head is asked, so the worst served counts. (The most probable one,
/// as by Guo et al. 2017, follows the largest set and knows nothing of texts with several labels; the
/// calibration error by bins is mostly chance in a set of a few hundred.)
double fitted_temperature(const std::vector<CalibrationSet>& sets);

/// The model's weights with a temperature for each head in their metadata ("temperature.speech", ".tweets7",
/// ".tweets13"), fitted on the validation: dialogue with and without the sentences before and forum, each
/// also as an engine without punctuation writes it; tweets likewise.
nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation);

}  // namespace ganemotion::training
