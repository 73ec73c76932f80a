#include "text/explanation.h"

#include <algorithm>
#include <sstream>

namespace ganemotion::text {
namespace {

std::vector<std::string> words_of(std::string_view sentence) {
    std::istringstream stream{std::string(sentence)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

std::string without(const std::vector<std::string>& words, std::size_t left_out) {
    std::string sentence;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (i != left_out) sentence += (sentence.empty() ? "" : " ") + words[i];
    return sentence;
}

}  // namespace

std::vector<WordWeight> explain(EmotionClassifier& classifier, Labels labels, std::string_view sentence,
                                const std::vector<std::string>& before, std::size_t answer,
                                const ExplainOptions& options) {
    const float whole = classifier.classify_as(labels, sentence, before).at(answer);
    const std::vector<std::string> words = words_of(sentence);
    std::vector<WordWeight> carried;
    for (std::size_t i = 0; i < std::min(words.size(), options.longest); ++i) {
        const float rest = classifier.classify_as(labels, without(words, i), before)[answer];
        const double weight = static_cast<double>(whole) - static_cast<double>(rest);
        if (weight >= options.smallest_weight) carried.push_back({words[i], weight});
    }
    std::stable_sort(carried.begin(), carried.end(),
                     [](const WordWeight& a, const WordWeight& b) { return a.weight > b.weight; });
    carried.resize(std::min(carried.size(), options.words));
    return carried;
}

}  // namespace ganemotion::text
