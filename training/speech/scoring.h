#pragma once

#include <string>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::training {

/// How what was heard differs from what was said.
struct WordErrors {
    std::size_t words = 0;  ///< said
    std::size_t wrong = 0;
    std::size_t lost = 0;
    std::size_t added = 0;
    std::size_t doubled = 0;  ///< of those added: the same as what stands beside them

    [[nodiscard]] double rate() const;  ///< 0 where nothing was said
    WordErrors& operator+=(const WordErrors& other);
};

/// Words for comparing: lower case, numbers and titles as they are spoken ("72" and "seventy-two", "Mr.").
std::vector<std::string> comparable_words(const std::string& text);

/// For each word said, the index of the word heard in its place, right or wrong; -1 where it was lost. The
/// cheapest edit, where a right word costs nothing and everything else one.
std::vector<int> matched(const std::vector<std::string>& said, const std::vector<std::string>& heard);

WordErrors word_errors(const std::vector<std::string>& said, const std::vector<std::string>& heard);

/// Errors of times, in seconds, heard less said.
struct TimeErrors {
    std::vector<double> boundaries;  ///< begins and ends of sentences: by the sentence heard where it begins
                                     ///< or ends there too, else by the time of the word
    std::vector<double> words;       ///< begins of words, where the truth has them
    std::size_t as_sentence = 0;     ///< boundaries at which a sentence heard begins or ends
    std::size_t unheard = 0;         ///< boundaries whose word was lost

    void add(const TimeErrors& other);
};

TimeErrors time_errors(const std::vector<speech::Sentence>& said, const std::vector<speech::Sentence>& heard);

/// The value below which `fraction` of the absolute values lie; 0 of none.
double quantile_of_absolute(std::vector<double> values, double fraction);

}  // namespace ganemotion::training
