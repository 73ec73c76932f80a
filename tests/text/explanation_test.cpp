#include "text/explanation.h"

#include <gtest/gtest.h>

namespace ganemotion::text {
namespace {

EmotionClassifier& classifier() {
    static EmotionClassifier classifier({.model = PROJECT_FOLDER "/models/text/text.safetensors"});
    return classifier;
}

std::vector<WordWeight> words_behind(std::string_view sentence, const ExplainOptions& options = {}) {
    const auto answer = static_cast<std::size_t>(classifier().classify(sentence).most_probable());
    return explain(classifier(), Labels::kSpeech, sentence, {}, answer, options);
}

TEST(Explanation, NamesTheWordThatCarriesTheEmotion) {
    const auto words = words_behind("The weather in the city was absolutely disgusting today.");
    ASSERT_FALSE(words.empty());
    EXPECT_EQ(words.front().word, "disgusting");
}

TEST(Explanation, HasTheStrongestFirstAndNoMoreThanAskedFor) {
    const auto words = words_behind("I am so sad and I miss her.", {.words = 2, .smallest_weight = -1});
    ASSERT_EQ(words.size(), 2U);
    EXPECT_GE(words[0].weight, words[1].weight);
}

TEST(Explanation, IsHowMuchLessProbableTheAnswerIsWithoutTheWord) {
    const auto words = words_behind("She is terrified.", {.words = 1});
    ASSERT_EQ(words.size(), 1U);
    const auto answer = classifier().classify("She is terrified.").most_probable();
    const double with = classifier().classify("She is terrified.")[answer];
    EXPECT_EQ(words[0].word, "terrified.");
    EXPECT_NEAR(words[0].weight, with - static_cast<double>(classifier().classify("She is")[answer]), 1e-6);
}

TEST(Explanation, OfNothingIsNothing) {
    EXPECT_TRUE(words_behind("").empty());
    EXPECT_TRUE(words_behind(" \t ").empty());
}

}  // namespace
}  // namespace ganemotion::text
