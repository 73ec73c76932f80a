#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/text_emotion.h"

namespace ganemotion::text {

/// How much a word carried an answer.
struct WordWeight {
    std::string word;   ///< as it was written, with its punctuation
    double weight = 0;  ///< how much less probable the class is without the word, -1..1

    friend bool operator==(const WordWeight&, const WordWeight&) = default;
};

struct ExplainOptions {
    std::size_t words = 3;          ///< at most so many are named
    double smallest_weight = 0.03;  ///< what changes the probability by less carried nothing
    std::size_t longest = 64;       ///< words of a sentence that are tried; each costs a run of the network
};

/// The words that speak for a class of that head (its index in class_names()), the strongest first: each word
/// is left out in turn (occlusion). Empty if no single word does. Takes as many runs of the network as there
/// are words.
std::vector<WordWeight> explain(EmotionClassifier& classifier, Labels labels, std::string_view sentence,
                                const std::vector<std::string>& before, std::size_t answer,
                                const ExplainOptions& options = {});

}  // namespace ganemotion::text
