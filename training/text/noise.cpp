#include "training/text/noise.h"

#include <array>
#include <cctype>
#include <sstream>
#include <vector>

namespace ganemotion::training {
namespace {

constexpr std::array kFillers = {"um", "uh", "well", "so", "oh", "you know", "I mean", "like", "okay"};
constexpr std::array kNames = {"John", "Mary",  "Sarah", "David", "Mike", "Anna",   "Tom",   "Lisa",
                               "Paul", "Emma",  "Chris", "Kate",  "Sam",  "Rachel", "Peter", "Julia",
                               "Ben",  "Laura", "Jack",  "Maria", "Alex", "Susan",  "Steve", "Nina"};
/// Words that recognisers take for each other.
constexpr std::array<std::array<std::string_view, 2>, 23> kSoundAlike = {{{"you're", "your"},
                                                                          {"they're", "there"},
                                                                          {"it's", "its"},
                                                                          {"to", "too"},
                                                                          {"no", "know"},
                                                                          {"for", "four"},
                                                                          {"hear", "here"},
                                                                          {"right", "write"},
                                                                          {"one", "won"},
                                                                          {"our", "are"},
                                                                          {"whose", "who's"},
                                                                          {"were", "where"},
                                                                          {"than", "then"},
                                                                          {"buy", "by"},
                                                                          {"see", "sea"},
                                                                          {"week", "weak"},
                                                                          {"could've", "could of"},
                                                                          {"we're", "were"},
                                                                          {"i'll", "all"},
                                                                          {"him", "them"},
                                                                          {"a", "the"},
                                                                          {"and", "in"},
                                                                          {"that's", "that"}}};
constexpr std::string_view kMaskedName = "[NAME]";

bool happens(double chance, std::mt19937_64& random) {
    return std::bernoulli_distribution(chance)(random);
}

template <typename Choices>
std::string any_of(const Choices& choices, std::mt19937_64& random) {
    return choices[std::uniform_int_distribution<std::size_t>(0, choices.size() - 1)(random)];
}

std::string with_names(const std::string& text, std::mt19937_64& random, double chance) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool masked = text.compare(at, kMaskedName.size(), kMaskedName) == 0;
        if (masked)
            result += happens(chance, random) ? any_of(kNames, random) : std::string(kMaskedName);
        else
            result += text[at];
        at += masked ? kMaskedName.size() : 1;
    }
    return result;
}

std::string misheard(std::string word, std::mt19937_64& random) {
    for (const auto& [one, other] : kSoundAlike)
        if (word == one || word == other) return std::string(word == one ? other : one);
    const std::size_t at = std::uniform_int_distribution<std::size_t>(0, word.size() - 1)(random);
    if (static_cast<unsigned char>(word[at]) >= 0x80) return word;  // a byte within a character
    if (happens(0.5, random))
        word.erase(at, 1);
    else
        word[at] = static_cast<char>(std::uniform_int_distribution<int>('a', 'z')(random));
    return word;
}

std::string roughened(const std::string& text, std::mt19937_64& random, const NoiseOptions& options) {
    std::stringstream stream(text);
    std::string result;
    for (std::string word; stream >> word;) {
        if (happens(options.drop_word, random)) continue;
        const int times = happens(options.double_word, random) ? 2 : 1;
        if (happens(options.misheard, random)) word = misheard(word, random);
        for (int i = 0; i < times; ++i) result += (result.empty() ? "" : " ") + word;
    }
    return result.empty() ? text : result;
}

}  // namespace

std::string bare_speech(const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool apostrophe = text.compare(i, 3, "\u2019") == 0;
        if (apostrophe || c == '\'')
            result += '\'';
        else if (std::isalnum(c) != 0)
            result += static_cast<char>(std::tolower(c));
        else if (!result.empty() && result.back() != ' ' && c < 0xC0)
            result += ' ';
        if (apostrophe) i += 2;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

std::string calm_marks(const std::string& text) {
    std::string result;
    for (char c : text) {
        if (c == '!') c = '.';
        const bool mark = c == '.' || c == '?' || c == ',';
        const bool repeated = mark && !result.empty() && (result.back() == '.' || result.back() == ',');
        if (repeated)
            result.back() = c;
        else if (!mark || result.empty() || result.back() != '?')
            result += c;
    }
    return result;
}

std::string with_noise(const std::string& text, std::mt19937_64& random, const NoiseOptions& options) {
    std::string result = with_names(text, random, options.name);
    if (happens(options.rough, random)) result = roughened(result, random, options);
    if (happens(options.filler, random))
        result = any_of(kFillers, random) + (happens(0.5, random) ? ", " : " ") + result;
    if (happens(options.calm, random)) result = calm_marks(result);
    if (happens(options.bare, random)) {
        const std::string bare = bare_speech(result);
        if (!bare.empty()) result = bare;
    }
    return result;
}

}  // namespace ganemotion::training
