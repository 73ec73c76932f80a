#include "speech/pronunciation.h"

#include <array>

namespace ganemotion::speech {

namespace {

struct Spelling {
    std::string_view letters;
    std::string_view phones;
    bool at_end = false;  ///< only at the end of a word
};

// The longest spelling that fits comes first; what the letters stand for most often in English.
constexpr auto kSpellings = std::to_array<Spelling>({
    {"tion", "SH AH N"}, {"sion", "ZH AH N"}, {"eigh", "EY"},    {"ough", "AO"},    {"igh", "AY"},
    {"tch", "CH"},       {"sch", "SH"},       {"air", "EH R"},   {"ear", "IH R"},   {"ch", "CH"},
    {"sh", "SH"},        {"th", "TH"},        {"ph", "F"},       {"ck", "K"},       {"ng", "NG"},
    {"qu", "K W"},       {"wh", "W"},         {"gh", "G"},       {"kn", "N"},       {"wr", "R"},
    {"ee", "IY"},        {"ea", "IY"},        {"oo", "UW"},      {"ou", "AW"},      {"ow", "OW"},
    {"oa", "OW"},        {"oi", "OY"},        {"oy", "OY"},      {"ai", "EY"},      {"ay", "EY"},
    {"au", "AO"},        {"aw", "AO"},        {"ew", "UW"},      {"ie", "IY"},      {"ei", "EY"},
    {"ar", "AA R"},      {"er", "ER"},        {"ir", "ER"},      {"ur", "ER"},      {"or", "AO R"},
    {"bb", "B"},         {"cc", "K"},         {"dd", "D"},       {"ff", "F"},       {"gg", "G"},
    {"ll", "L"},         {"mm", "M"},         {"nn", "N"},       {"pp", "P"},       {"rr", "R"},
    {"ss", "S"},         {"tt", "T"},         {"zz", "Z"},       {"ce", "S", true}, {"ge", "JH", true},
    {"es", "Z", true},   {"e", "", true},     {"y", "IY", true}, {"a", "AH", true}, {"o", "OW", true},
    {"i", "IY", true},   {"a", "AE"},         {"b", "B"},        {"c", "K"},        {"d", "D"},
    {"e", "EH"},         {"f", "F"},          {"g", "G"},        {"h", "HH"},       {"i", "IH"},
    {"j", "JH"},         {"k", "K"},          {"l", "L"},        {"m", "M"},        {"n", "N"},
    {"o", "AA"},         {"p", "P"},          {"q", "K"},        {"r", "R"},        {"s", "S"},
    {"t", "T"},          {"u", "AH"},         {"v", "V"},        {"w", "W"},        {"x", "K S"},
    {"y", "Y"},          {"z", "Z"},
});

constexpr std::string_view kAnySound = "AH";

}  // namespace

std::string guessed_pronunciation(std::string_view word) {
    std::string phones;
    while (!word.empty()) {
        std::size_t taken = 1;
        for (const Spelling& spelling : kSpellings) {
            if (!word.starts_with(spelling.letters)) continue;
            // The only vowel of a word is never silent.
            if (spelling.at_end && (word.size() != spelling.letters.size() || phones.empty())) continue;
            taken = spelling.letters.size();
            if (!spelling.phones.empty()) {
                if (!phones.empty()) phones += ' ';
                phones += spelling.phones;
            }
            break;
        }
        word.remove_prefix(taken);
    }
    return phones.empty() ? std::string(kAnySound) : phones;
}

}  // namespace ganemotion::speech
