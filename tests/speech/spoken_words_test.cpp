#include "speech/spoken_words.h"

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

using Words = std::vector<std::string>;

TEST(SpokenWords, AreLowerCaseWithTheirApostrophes) {
    EXPECT_EQ(spoken_words("Don't stop-it, \xE2\x80\x98OK\xE2\x80\x99?"),
              (Words{"don't", "stop", "it", "ok"}));
    EXPECT_EQ(spoken_words("\xE2\x80\x9CI\xE2\x80\x99m here,\xE2\x80\x9D he said."),
              (Words{"i'm", "here", "he", "said"}));
    EXPECT_EQ(spoken_words("'tis the dogs' home"), (Words{"tis", "the", "dogs", "home"}));
    EXPECT_TRUE(spoken_words(" ... \xE2\x80\x94 ").empty());
}

TEST(SpokenWords, SpellNumbersAndTitles) {
    EXPECT_EQ(spoken_words("Mr. Brown is 72"), (Words{"mister", "brown", "is", "seventy", "two"}));
    EXPECT_EQ(spoken_words("0 7 13 40"), (Words{"zero", "seven", "thirteen", "forty"}));
    EXPECT_EQ(spoken_words("in 1984"), (Words{"in", "nineteen", "eighty", "four"}));
    EXPECT_EQ(spoken_words("call 911 or B2"), (Words{"call", "nine", "one", "one", "or", "b", "two"}));
    EXPECT_EQ(spoken_words("0815"), (Words{"zero", "eight", "one", "five"}));
    EXPECT_EQ(spoken_words("200,015 or 1,000"),
              (Words{"two", "hundred", "thousand", "fifteen", "or", "one", "thousand"}));
    EXPECT_EQ(spoken_words("one, 2, 3"), (Words{"one", "two", "three"}));
}

TEST(SpokenWords, SpellOrdinalsMoneyAndSigns) {
    EXPECT_EQ(spoken_words("the 1st, 22nd, 12th and 40th"),
              (Words{"the", "first", "twenty", "second", "twelfth", "and", "fortieth"}));
    EXPECT_EQ(spoken_words("$72 a barrel"), (Words{"seventy", "two", "dollars", "a", "barrel"}));
    EXPECT_EQ(spoken_words("cost $9 billion"), (Words{"cost", "nine", "billion", "dollars"}));
    EXPECT_EQ(spoken_words("paid $5."), (Words{"paid", "five", "dollars"}));
    EXPECT_EQ(spoken_words("4% of R&D"), (Words{"four", "percent", "of", "r", "and", "d"}));
    EXPECT_EQ(spoken_words("$ % the th"), (Words{"the", "th"}));
}

}  // namespace
}  // namespace ganemotion::speech
