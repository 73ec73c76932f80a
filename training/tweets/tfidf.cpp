#include "training/tweets/tfidf.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "text/model_input.h"

namespace ganemotion::training::tweets {

namespace {

using Counts = std::unordered_map<std::string, int>;

/// Words of letters, digits and apostrophes; runs of punctuation are words, too: they tell emotion.
std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    int kind_before = 0;
    for (const char c : text::plain_words(text)) {
        const auto byte = static_cast<unsigned char>(c);
        const int kind = std::isspace(byte) != 0                               ? 0
                         : std::isalnum(byte) != 0 || c == '\'' || byte >= 128 ? 1
                                                                               : 2;
        if (kind != 0 && kind != kind_before) words.emplace_back();
        if (kind != 0) words.back() += static_cast<char>(std::tolower(byte));
        kind_before = kind;
    }
    return words;
}

/// The prefix tells both halves apart.
Counts terms_of(const std::string& text, const TfidfOptions& options) {
    const std::vector<std::string> words = words_of(text);
    Counts counts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string term = "w";
        for (int n = 0; n < options.longest_words && i + static_cast<std::size_t>(n) < words.size(); ++n)
            ++counts[term.append(" ").append(words[i + static_cast<std::size_t>(n)])];
        const std::string bordered = std::string(" ").append(words[i]).append(" ");
        for (int n = options.shortest_characters; n <= options.longest_characters; ++n)
            for (std::size_t at = 0; at + static_cast<std::size_t>(n) <= bordered.size(); ++at)
                ++counts[std::string("c").append(bordered, at, static_cast<std::size_t>(n))];
    }
    return counts;
}

}  // namespace

Tfidf::Tfidf(const std::vector<std::string>& texts, const TfidfOptions& options) : options_(options) {
    Counts documents;
    for (const std::string& text : texts)
        for (const auto& [term, count] : terms_of(text, options)) ++documents[term];
    for (const auto& [term, count] : documents) {
        if (count < options.rarest) continue;
        const double rarity =
            1 + std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + static_cast<double>(count)));
        terms_.emplace(term, Term{static_cast<int>(terms_.size()), rarity});
    }
}

std::vector<Feature> Tfidf::features(const std::string& text) const {
    std::vector<Feature> features;
    std::vector<bool> of_words;
    double words = 0, characters = 0;  // squared lengths
    for (const auto& [term, count] : terms_of(text, options_)) {
        const auto found = terms_.find(term);
        if (found == terms_.end()) continue;
        const double value = (1 + std::log(count)) * found->second.rarity;
        features.push_back({found->second.index, value});
        of_words.push_back(term.front() == 'w');
        (of_words.back() ? words : characters) += value * value;
    }
    for (std::size_t i = 0; i < features.size(); ++i)
        features[i].value /= std::sqrt(of_words[i] ? words : characters);
    std::sort(features.begin(), features.end(),
              [](const Feature& a, const Feature& b) { return a.index < b.index; });
    return features;
}

double similarity(const std::vector<Feature>& a, const std::vector<Feature>& b) {
    double product = 0, length_a = 0, length_b = 0;
    for (const Feature& feature : a) length_a += feature.value * feature.value;
    for (const Feature& feature : b) length_b += feature.value * feature.value;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        if (i->index == j->index)
            product += i++->value * j++->value;
        else
            i->index < j->index ? ++i : ++j;
    }
    return length_a > 0 && length_b > 0 ? product / std::sqrt(length_a * length_b) : 0;
}

}  // namespace ganemotion::training::tweets
