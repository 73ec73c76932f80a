#include "speech/plausibility.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <vector>

#include "speech/sentence_text.h"

namespace ganemotion::speech {

namespace {

// Auctioneers and excited speakers reach twice the rate that speaking_time() assumes; voice activity can miss
// a syllable.
constexpr double kFastest = 2.2;
constexpr Seconds kMissed{0.3};
// Nobody repeats a word, or a few, so often in one breath...
constexpr std::size_t kRepeatedWords = 6;
// ...nor a whole sentence of so many words without a change.
constexpr std::size_t kRepeatedSentence = 5;

// How many words from `begin` on are repetitions of the `length` words there, themselves not counted.
std::size_t repeated_from(const std::vector<std::string>& words, std::size_t begin, std::size_t length) {
    std::size_t at = begin + length;
    while (at < words.size() && words[at] == words[at - length]) ++at;
    return at - begin - length;
}

bool repeats_itself(const std::vector<std::string>& words) {
    for (std::size_t length = 1; 2 * length <= words.size(); ++length)
        for (std::size_t begin = 0; begin + 2 * length <= words.size(); ++begin) {
            const std::size_t repeated = repeated_from(words, begin, length);
            if (repeated >= std::max(2 * length, kRepeatedWords)) return true;
            if (length >= kRepeatedSentence && repeated >= length) return true;
        }
    return false;
}

}  // namespace

bool plausible(std::string_view text, Seconds voiced) {
    const std::vector<std::string> words = plain_words(text);
    if (words.empty()) return false;
    if (speaking_time(text) > kFastest * voiced + kMissed) return false;
    return !repeats_itself(words);
}

std::string without_loop(std::string_view text) {
    const std::vector<Phrase> phrases = phrases_of(text);
    for (std::size_t length = 1; 2 * length <= phrases.size(); ++length) {
        // Copies all the way to the end, of which the last may be cut off.
        std::size_t same = length;
        while (same < phrases.size() && phrases[same].text == phrases[same - length].text) ++same;
        const bool cut_off = same + 1 == phrases.size() && !phrases[same].ends_sentence &&
                             phrases[same - length].text.starts_with(phrases[same].text);
        if (same < 2 * length || (same < phrases.size() && !cut_off)) continue;
        std::string once;
        for (std::size_t i = 0; i < length; ++i) once += (i > 0 ? " " : "") + phrases[i].text;
        if (plain_words(once).size() >= kRepeatedSentence) return once;
    }
    return std::string(text);
}

bool only_latin_letters(std::string_view text) {
    // Of what UTF-8 begins with, U+00C0..U+024F begin with C3..C9; E2 are dashes, quotation marks,
    // currencies, notes.
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xCA && byte != 0xE2;
    });
}

}  // namespace ganemotion::speech
