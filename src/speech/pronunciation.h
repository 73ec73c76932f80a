#pragma once

#include <string>
#include <string_view>

namespace ganemotion::speech {

/// About how an English word that stands in no dictionary is pronounced, letter by letter: phones of the CMU
/// dictionary, parted by spaces ("zorbly": "Z AO R B L IY"). Good enough to find the word in the sound that
/// holds it, no more. `word`: lower case; other signs than letters are skipped. Never empty.
std::string guessed_pronunciation(std::string_view word);

}  // namespace ganemotion::speech
