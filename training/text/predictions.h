#pragma once

#include <vector>

#include "text/text_emotion.h"
#include "training/text/dataset.h"
#include "training/text/metrics.h"
#include "training/text/model.h"

namespace ganemotion::training {

/// Raw answers of all heads in the order of the examples, the sentences before them included where asked for.
Logits all_logits_of(TextModel& model, const text::Tokenizer& tokenizer,
                     const std::vector<TextExample>& examples, bool with_context);

/// Raw answers of a head in the order of the examples. At most `limit` of them.
std::vector<std::vector<float>> logits_of(TextModel& model, const text::Tokenizer& tokenizer,
                                          const std::vector<TextExample>& examples, text::Labels head,
                                          bool with_context, std::size_t limit);

/// With the probabilities under a temperature.
std::vector<Answer> answers_of(const std::vector<std::vector<float>>& logits,
                               const std::vector<TextExample>& examples, double temperature);

}  // namespace ganemotion::training
