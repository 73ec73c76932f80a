#pragma once

#include "nn/weights.h"
#include "training/text/dataset.h"
#include "training/text/model.h"

namespace ganemotion::training {

/// The model's weights with a temperature for each head in their metadata ("temperature.speech", ".tweets7",
/// ".tweets13"): the one under which the labels of the validation are most probable (Guo et al. 2017).
nn::Weights calibrated(TextModel& model, const text::Tokenizer& tokenizer, const TextSet& validation);

}  // namespace ganemotion::training
