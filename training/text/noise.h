#pragma once

#include <random>
#include <string>

namespace ganemotion::training {

/// How written text is roughened towards what a speech recogniser delivers. Chances are per text unless said.
struct NoiseOptions {
    double bare = 0.35;  ///< no punctuation at all, lower case: recognisers without a punctuation model
    double calm = 0;  ///< exclamation marks become full stops, dots and signs in a row one: what recognisers
                      ///< with a punctuation model write
    double rough = 0.3;         ///< single words are dropped, doubled or misheard
    double drop_word = 0.03;    ///< per word of a rough text: about the word error rate in noise
    double double_word = 0.02;  ///< per word: cuts at block borders
    double misheard = 0.03;     ///< per word: a letter changed or lost, or a word that sounds the same
    double filler = 0.08;       ///< "um", "well" at the beginning
    double name = 0.7;          ///< per masked "[NAME]": a real first name stands in
};

/// What a recogniser with a punctuation model writes where it errs.
inline constexpr NoiseOptions kRecognised{.bare = 0, .calm = 1, .rough = 1, .filler = 0};

std::string with_noise(const std::string& text, std::mt19937_64& random, const NoiseOptions& options = {});

/// One mark at a time, and none that shouts.
std::string calm_marks(const std::string& text);

/// Lower case, nothing but letters, digits, apostrophes and spaces: what an engine without punctuation
/// writes.
std::string bare_speech(const std::string& text);

}  // namespace ganemotion::training
