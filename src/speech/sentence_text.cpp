#include "speech/sentence_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace ganemotion::speech {

namespace {

// Least squares over 200 sentences spoken by espeak-ng (two voices): seconds a word, a group of vowels, a
// consonant.
constexpr double kSecondsPerWord = 0.060;
constexpr double kSecondsPerVowelGroup = 0.043;
constexpr double kSecondsPerConsonant = 0.057;
constexpr double kSecondsPerDigit = 0.25;     // "seven", "six"
constexpr double kSecondsPerWideSign = 0.20;  // a syllable of Chinese, Japanese or Korean

// Only those that stand before a name: "etc." and "Jr." often end a sentence.
constexpr std::array<std::string_view, 16> kAbbreviations = {"mr",  "mrs", "ms",  "dr",  "prof", "st",
                                                             "rev", "gen", "col", "sgt", "lt",   "capt",
                                                             "gov", "sen", "mt",  "vs"};

constexpr std::array<std::string_view, 5> kWideSentenceEnds = {"。", "！", "？", "｡", "।"};
constexpr std::array<std::string_view, 5> kWidePhraseEnds = {"，", "、", "；", "：", "—"};

bool is_ascii_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}
bool is_beyond_ascii(char c) {
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}
char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

template <std::size_t N>
std::size_t length_of_match(std::string_view text, std::size_t at,
                            const std::array<std::string_view, N>& marks) {
    for (std::string_view mark : marks)
        if (text.substr(at, mark.size()) == mark) return mark.size();
    return 0;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

// The full stop at `at` belongs to "Mr.", to an initial ("J.") or to "U.S.".
bool belongs_to_abbreviation(std::string_view text, std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && is_ascii_letter(text[begin - 1])) --begin;
    std::string word(text.substr(begin, at - begin));
    std::transform(word.begin(), word.end(), word.begin(), lower);
    if (word.size() == 1) return word != "i" && std::isupper(static_cast<unsigned char>(text[begin])) != 0;
    return std::find(kAbbreviations.begin(), kAbbreviations.end(), word) != kAbbreviations.end();
}

struct Mark {
    std::size_t length = 0;  // 0: no punctuation mark here
    bool ends_sentence = false;
};

Mark mark_at(std::string_view text, std::size_t at) {
    if (const std::size_t wide = length_of_match(text, at, kWideSentenceEnds)) return {wide, true};
    if (const std::size_t wide = length_of_match(text, at, kWidePhraseEnds)) return {wide, false};
    if (std::string_view(".?!,;:").find(text[at]) == std::string_view::npos) return {};
    std::size_t end = at;
    while (end < text.size() && std::string_view(".?!,;:\"')").find(text[end]) != std::string_view::npos)
        ++end;
    if (end < text.size() && !is_space(text[end])) return {};  // 3.5, 10:30, www.name.org
    const std::string_view run = text.substr(at, end - at);
    if (run.find_first_of("?!") != std::string_view::npos) return {end - at, true};
    if (run.find("...") != std::string_view::npos) return {end - at, false};  // a hesitation goes on
    if (text[at] != '.') return {end - at, false};
    if (end < text.size() && belongs_to_abbreviation(text, at)) return {};
    return {end - at, true};
}

double seconds_of_word(std::string_view word) {
    double seconds = kSecondsPerWord;
    bool after_vowel = false;
    int vowel_groups = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = lower(word[i]);
        const bool silent_e = c == 'e' && i + 1 == word.size() && vowel_groups > 0;
        if (is_digit(c)) seconds += kSecondsPerDigit;
        if (is_beyond_ascii(c)) seconds += kSecondsPerWideSign / 3;  // three bytes a sign
        if (is_ascii_letter(c) && !is_vowel(c)) seconds += kSecondsPerConsonant;
        if (is_vowel(c) && !after_vowel && !silent_e) {
            seconds += kSecondsPerVowelGroup;
            ++vowel_groups;
        }
        after_vowel = is_vowel(c);
    }
    return seconds;
}

}  // namespace

std::vector<Phrase> phrases_of(std::string_view text) {
    std::vector<Phrase> phrases;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end, bool ends_sentence) {
        const std::string_view words = trimmed(text.substr(begin, end - begin));
        begin = end;
        if (!words.empty()) phrases.push_back({std::string(words), ends_sentence});
    };
    for (std::size_t at = 0; at < text.size();) {
        const Mark mark = mark_at(text, at);
        at += std::max<std::size_t>(mark.length, 1);
        if (mark.length > 0) close(at, mark.ends_sentence);
    }
    close(text.size(), false);
    return phrases;
}

Seconds speaking_time(std::string_view text) {
    double seconds = 0;
    for (const std::string& word : plain_words(text)) seconds += seconds_of_word(word);
    return Seconds(seconds);
}

std::vector<std::string> plain_words(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto close = [&] {
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    };
    for (char c : text) {
        if (c == '\'') continue;  // "don't" is one word
        if (is_ascii_letter(c) || is_digit(c) || is_beyond_ascii(c))
            word += lower(c);
        else
            close();
    }
    close();
    return words;
}

}  // namespace ganemotion::speech
