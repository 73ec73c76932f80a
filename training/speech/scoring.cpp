#include "speech/scoring.h"

#include <algorithm>
#include <cmath>

#include "speech/spoken_words.h"

namespace ganemotion::training {

namespace {

/// A word heard, with what it is in.
struct Heard {
    std::string text;
    Seconds start{}, end{};
    const speech::Sentence* first_of = nullptr;
    const speech::Sentence* last_of = nullptr;
};

std::vector<Heard> words_heard(const std::vector<speech::Sentence>& sentences) {
    std::vector<Heard> words;
    for (const speech::Sentence& sentence : sentences) {
        const std::size_t first = words.size();
        for (const speech::Word& word : sentence.words)
            for (const std::string& text : comparable_words(word.text))
                words.push_back({text, word.start, word.end});
        if (words.size() == first) continue;
        words[first].first_of = &sentence;
        words.back().last_of = &sentence;
    }
    return words;
}

}  // namespace

double WordErrors::rate() const {
    return words == 0 ? 0 : static_cast<double>(wrong + lost + added) / static_cast<double>(words);
}

WordErrors& WordErrors::operator+=(const WordErrors& other) {
    words += other.words;
    wrong += other.wrong;
    lost += other.lost;
    added += other.added;
    doubled += other.doubled;
    return *this;
}

std::vector<std::string> comparable_words(const std::string& text) {
    std::vector<std::string> words = speech::spoken_words(text);
    for (std::string& word : words) std::erase(word, '\'');
    return words;
}

std::vector<int> matched(const std::vector<std::string>& said, const std::vector<std::string>& heard) {
    const std::size_t columns = heard.size() + 1;
    std::vector<int> cost((said.size() + 1) * columns);
    const auto at = [&](std::size_t i, std::size_t j) -> int& { return cost[i * columns + j]; };
    const auto swapped = [&](std::size_t i, std::size_t j) {
        return at(i - 1, j - 1) + (said[i - 1] == heard[j - 1] ? 0 : 1);
    };
    for (std::size_t i = 0; i <= said.size(); ++i)
        for (std::size_t j = 0; j <= heard.size(); ++j) {
            if (i == 0 || j == 0)
                at(i, j) = static_cast<int>(i + j);
            else
                at(i, j) = std::min({swapped(i, j), at(i - 1, j) + 1, at(i, j - 1) + 1});
        }
    std::vector<int> match(said.size(), -1);
    for (std::size_t i = said.size(), j = heard.size(); i > 0 && j > 0;) {
        if (at(i, j) == swapped(i, j))
            match[--i] = static_cast<int>(--j);
        else if (at(i, j) == at(i - 1, j) + 1)
            --i;
        else
            --j;
    }
    return match;
}

WordErrors word_errors(const std::vector<std::string>& said, const std::vector<std::string>& heard) {
    WordErrors errors;
    errors.words = said.size();
    std::vector<bool> used(heard.size(), false);
    const std::vector<int> match = matched(said, heard);
    for (std::size_t i = 0; i < said.size(); ++i) {
        if (match[i] < 0) {
            ++errors.lost;
            continue;
        }
        const auto j = static_cast<std::size_t>(match[i]);
        used[j] = true;
        if (said[i] != heard[j]) ++errors.wrong;
    }
    for (std::size_t j = 0; j < heard.size(); ++j) {
        if (used[j]) continue;
        ++errors.added;
        if ((j > 0 && heard[j - 1] == heard[j]) || (j + 1 < heard.size() && heard[j + 1] == heard[j]))
            ++errors.doubled;
    }
    return errors;
}

void TimeErrors::add(const TimeErrors& other) {
    boundaries.insert(boundaries.end(), other.boundaries.begin(), other.boundaries.end());
    words.insert(words.end(), other.words.begin(), other.words.end());
    as_sentence += other.as_sentence;
    unheard += other.unheard;
}

TimeErrors time_errors(const std::vector<speech::Sentence>& said,
                       const std::vector<speech::Sentence>& heard) {
    const std::vector<Heard> words = words_heard(heard);
    std::vector<std::string> heard_texts;
    for (const Heard& word : words) heard_texts.push_back(word.text);
    std::vector<std::string> said_texts;
    std::vector<std::size_t> first_word;
    for (const speech::Sentence& sentence : said) {
        first_word.push_back(said_texts.size());
        for (std::string& word : comparable_words(sentence.text)) said_texts.push_back(std::move(word));
    }
    first_word.push_back(said_texts.size());
    const std::vector<int> match = matched(said_texts, heard_texts);

    TimeErrors errors;
    const auto boundary = [&](int index, Seconds truth, bool begin) {
        if (index < 0) {
            ++errors.unheard;
            return;
        }
        const Heard& word = words[static_cast<std::size_t>(index)];
        const speech::Sentence* sentence = begin ? word.first_of : word.last_of;
        if (sentence != nullptr) ++errors.as_sentence;
        const Seconds by_word = begin ? word.start : word.end;
        const Seconds by_sentence = sentence == nullptr ? by_word : begin ? sentence->start : sentence->end;
        errors.boundaries.push_back((by_sentence - truth).count());
    };
    for (std::size_t i = 0; i < said.size(); ++i) {
        if (first_word[i] == first_word[i + 1]) continue;
        boundary(match[first_word[i]], said[i].start, true);
        boundary(match[first_word[i + 1] - 1], said[i].end, false);
        if (said[i].words.size() != first_word[i + 1] - first_word[i]) continue;
        for (std::size_t j = 0; j < said[i].words.size(); ++j) {
            const int index = match[first_word[i] + j];
            if (index < 0 || heard_texts[static_cast<std::size_t>(index)] != said_texts[first_word[i] + j])
                continue;
            errors.words.push_back(
                (words[static_cast<std::size_t>(index)].start - said[i].words[j].start).count());
        }
    }
    return errors;
}

double quantile_of_absolute(std::vector<double> values, double fraction) {
    if (values.empty()) return 0;
    for (double& value : values) value = std::abs(value);
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(std::ceil(fraction * static_cast<double>(values.size() - 1)))];
}

}  // namespace ganemotion::training
