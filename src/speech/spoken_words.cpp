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

void add_below_thousand(Words& words, std::size_t number) {
    if (number >= 100) {
        words.emplace_back(kBelowTwenty[number / 100]);
        words.emplace_back("hundred");
    }
    if (number % 100 != 0) add_below_hundred(words, number % 100);
}

/// "200,000": groups of three digits, each with its magnitude.
void add_grouped(Words& words, const std::string& digits) {
    static constexpr std::array<std::string_view, 5> kMagnitudes = {"", "thousand", "million", "billion",
                                                                    "trillion"};
    std::vector<std::size_t> groups;
    for (std::size_t at = 0; at < digits.size(); at = digits.find(',', at) + 1) {
        groups.push_back(std::stoul(digits.substr(at)));
        if (digits.find(',', at) == std::string::npos) break;
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (groups[i] == 0) continue;
        add_below_thousand(words, groups[i]);
        const std::size_t magnitude = groups.size() - 1 - i;
        if (magnitude > 0 && magnitude < kMagnitudes.size()) words.emplace_back(kMagnitudes[magnitude]);
    }
}

void add_number(Words& words, const std::string& digits) {
    if (digits.find(',') != std::string::npos) return add_grouped(words, digits);
    const bool in_pairs = digits.size() <= 2 || (digits.size() == 4 && digits[0] != '0');
    const std::size_t step = in_pairs ? 2 : 1;
    for (std::size_t i = 0; i < digits.size(); i += step)
        add_below_hundred(words, std::stoul(digits.substr(i, step)));
}

/// "seventy two" becomes "seventy second".
void make_ordinal(std::string& last) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOdd = {
        {{"one", "first"},
         {"two", "second"},
         {"three", "third"},
         {"five", "fifth"},
         {"eight", "eighth"},
         {"nine", "ninth"},
         {"twelve", "twelfth"},
         {"zero", "zeroth"}}};
    const auto odd = std::find_if(kOdd.begin(), kOdd.end(), [&](const auto& it) { return it.first == last; });
    if (odd != kOdd.end())
        last = odd->second;
    else if (last.back() == 'y')
        last.replace(last.size() - 1, 1, "ieth");
    else
        last += "th";
}

bool is_ordinal_ending(std::string_view word) {
    return word == "st" || word == "nd" || word == "rd" || word == "th";
}

bool is_magnitude(std::string_view word) {
    return word == "hundred" || word == "thousand" || word == "million" || word == "billion" ||
           word == "trillion";
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
    std::string word, digits, unit;  // unit: what comes after the number, "dollars"
    bool after_digits = false;       // the word follows a number without a space
    const auto close = [&] {
        if (!word.empty()) {
            const bool magnitude = is_magnitude(word);
            if (!unit.empty() && !magnitude) words.push_back(std::exchange(unit, {}));
            if (after_digits && is_ordinal_ending(word) && !words.empty())
                make_ordinal(words.back());
            else
                add_word(words, word);
            if (!unit.empty() && magnitude) words.push_back(std::exchange(unit, {}));
            word.clear();
        }
        if (!digits.empty()) add_number(words, std::exchange(digits, {}));
        after_digits = false;
    };
    const std::string plain = with_plain_apostrophes(text);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = plain[i];
        const bool digit_next = i + 1 < plain.size() && is_digit(plain[i + 1]);
        if (is_digit(c)) {
            if (!word.empty()) close();
            digits += c;
        } else if (c == ',' && !digits.empty() && digit_next) {
            digits += c;
        } else if (is_letter(c) || c == '\'') {
            const bool joined = !digits.empty();
            if (joined) close();
            after_digits = after_digits || joined;
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if ((static_cast<unsigned char>(c) & 0x80U) == 0) {
            close();
            if (c == '$' && digit_next) unit = "dollars";
            if (c == '%' && !words.empty()) words.emplace_back("percent");
            if (c == '&') words.emplace_back("and");
        }
    }
    close();
    if (!unit.empty()) words.push_back(unit);
    return words;
}

}  // namespace ganemotion::speech
