#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "text/text_emotion.h"

namespace ganemotion::pipeline {

struct TextLineOptions {
    text::Labels labels = text::Labels::kSpeech;
    bool dialogue = false;  ///< each line is understood in the light of those before it
    bool explain = false;   ///< each answer names the words that carried it
};

/// The emotion of every line of a text, as JSON Lines {"text", "emotion", "probabilities"}, and on request
/// "because": [{"word", "weight"}] as text::explain(): a line of answer for each line, also for empty ones.
/// The answer is valid UTF-8 whatever the text is.
void write_emotions_of_lines(std::istream& lines, std::ostream& answers, const TextLineOptions& options);

}  // namespace ganemotion::pipeline
