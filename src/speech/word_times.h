#pragma once

#include <string_view>
#include <vector>

#include "speech/envelope.h"
#include "speech/sentence.h"

namespace ganemotion::speech {

/// When each word of a sentence is spoken, for engines that do not tell: words meet at pauses and dips of the
/// energy, near where the time that each takes to say puts them. `sentence`: where it is, in frames of the
/// envelope. Gives a word for each of the text's, with its punctuation, in seconds from the envelope's begin.
std::vector<Word> word_times(const Envelope& envelope, FrameRange sentence, std::string_view text);

}  // namespace ganemotion::speech
