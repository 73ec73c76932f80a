#include "speech/spoken_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace ganemotion::speech {

namespace {

using Words = std::vector<std::string>;

constexpr std::array<std::string_view, 20> kBelowTwenty = {
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 10> kTens = {"",      "",      "twenty",  "thirty", "forty",
                                                    "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kTitles = {
    {{"mr", "mister"}, {"mrs", "missus"}, {"dr", "doctor"}}};

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

void add_below_hundred(Words& words, std::size_t number) {
    if (number >= kBelowTwenty.size()) words.emplace_back(kTens[number / 10]);
    if (number < kBelowTwenty.size())
        words.emplace_back(kBelowTwenty[number]);
    else if (number % 10 != 0)
        words.emplace_back(kBelowTwenty[number % 10]);
}

void add_number(Words& words, const std::string& digits) {
    const bool in_pairs = digits.size() <= 2 || (digits.size() == 4 && digits[0] != '0');
    const std::size_t step = in_pairs ? 2 : 1;
    for (std::size_t i = 0; i < digits.size(); i += step)
        add_below_hundred(words, std::stoul(digits.substr(i, step)));
}

void add_word(Words& words, std::string word) {
    // Quotation marks are no apostrophes.
    while (!word.empty() && word.back() == '\'') word.pop_back();
    word.erase(0, word.find_first_not_of('\''));
    if (word.empty()) return;
    const auto title =
        std::find_if(kTitles.begin(), kTitles.end(), [&](const auto& it) { return it.first == word; });
    words.push_back(title != kTitles.end() ? std::string(title->second) : std::move(word));
}

/// Typographic apostrophes as typewriters have them.
std::string with_plain_apostrophes(std::string_view text) {
    static constexpr std::string_view kApostrophe = "\u2019";
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool curly = text.substr(i, kApostrophe.size()) == kApostrophe;
        plain += curly ? '\'' : text[i];
        if (curly) i += kApostrophe.size() - 1;
    }
    return plain;
}

}  // namespace

std::vector<std::string> spoken_words(std::string_view text) {
    Words words;
    std::string word, digits;
    const auto close = [&] {
        if (!digits.empty()) add_number(words, std::exchange(digits, {}));
        add_word(words, std::exchange(word, {}));
    };
    for (const char c : with_plain_apostrophes(text)) {
        if (is_digit(c)) {
            if (!word.empty()) close();
            digits += c;
        } else if (is_letter(c) || c == '\'') {
            if (!digits.empty()) close();
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if ((static_cast<unsigned char>(c) & 0x80U) == 0) {
            close();
        }
    }
    close();
    return words;
}

}  // namespace ganemotion::speech
