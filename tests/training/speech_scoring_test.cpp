#include "speech/scoring.h"

#include <gtest/gtest.h>

namespace ganemotion::training {
namespace {

using Words = std::vector<std::string>;

TEST(ComparableWords, AreTheSameHoweverTheyAreWritten) {
    EXPECT_EQ(comparable_words("Mr. Brown is 72, isn't he?"),
              comparable_words("mister brown is seventy two isn't he"));
    EXPECT_TRUE(comparable_words(" ... ").empty());
}

TEST(WordErrors, CountWhatIsWrongLostAddedAndDoubled) {
    const Words said = {"the", "cat", "sat", "on", "the", "mat", "and", "slept"};
    EXPECT_EQ(word_errors(said, said).rate(), 0);
    const WordErrors errors = word_errors(said, {"the", "cat", "cat", "sad", "on", "the", "mat", "slept"});
    EXPECT_EQ(errors.words, 8U);
    EXPECT_EQ(errors.wrong, 1U);
    EXPECT_EQ(errors.lost, 1U);
    EXPECT_EQ(errors.added, 1U);
    EXPECT_EQ(errors.doubled, 1U);
    EXPECT_DOUBLE_EQ(errors.rate(), 3.0 / 8);
    EXPECT_EQ(word_errors(said, {}).lost, 8U);
    EXPECT_EQ(word_errors({}, {"a"}).rate(), 0);
}

TEST(Matched, KeepsTheOrderOfWords) {
    EXPECT_EQ(matched({"a", "b", "c"}, {"a", "c"}), (std::vector<int>{0, -1, 1}));
    EXPECT_EQ(matched({"a", "c"}, {"a", "b", "c"}), (std::vector<int>{0, 2}));
}

TEST(TimeErrors, AreMeasuredAtSentencesAndWords) {
    const speech::Sentence said{Seconds{1},
                                Seconds{2},
                                "One two.",
                                {{Seconds{1}, Seconds{1.4}, "One"}, {Seconds{1.5}, Seconds{2}, "two."}}};
    speech::Sentence heard = said;
    heard.start = Seconds{0.9};
    heard.end = Seconds{2.25};
    heard.words[1].start = Seconds{1.75};
    const TimeErrors errors = time_errors({said}, {heard});
    ASSERT_EQ(errors.boundaries.size(), 2U);
    EXPECT_NEAR(errors.boundaries[0], -0.1, 1e-9);
    EXPECT_NEAR(errors.boundaries[1], 0.25, 1e-9);
    EXPECT_EQ(errors.as_sentence, 2U);
    ASSERT_EQ(errors.words.size(), 2U);
    EXPECT_NEAR(errors.words[0], 0, 1e-9);
    EXPECT_NEAR(errors.words[1], 0.25, 1e-9);
}

TEST(TimeErrors, OfASentenceThatWasNotSplitAreThoseOfItsWords) {
    const speech::Sentence one{Seconds{0}, Seconds{1}, "One.", {{Seconds{0}, Seconds{1}, "One."}}};
    const speech::Sentence two{Seconds{1}, Seconds{2}, "Two.", {{Seconds{1}, Seconds{2}, "Two."}}};
    const speech::Sentence both{Seconds{0},
                                Seconds{2},
                                "One two.",
                                {{Seconds{0}, Seconds{0.8}, "One"}, {Seconds{0.8}, Seconds{2}, "two."}}};
    const TimeErrors errors = time_errors({one, two}, {both});
    ASSERT_EQ(errors.boundaries.size(), 4U);
    EXPECT_EQ(errors.as_sentence, 2U);
    EXPECT_NEAR(errors.boundaries[1], -0.2, 1e-9);
    EXPECT_NEAR(errors.boundaries[2], -0.2, 1e-9);
    EXPECT_EQ(time_errors({one, two}, {}).unheard, 4U);
}

TEST(Quantile, IsOfAbsoluteValues) {
    EXPECT_EQ(quantile_of_absolute({-3, 1, 2}, 0.5), 2);
    EXPECT_EQ(quantile_of_absolute({-3, 1, 2}, 1), 3);
    EXPECT_EQ(quantile_of_absolute({}, 0.5), 0);
}

}  // namespace
}  // namespace ganemotion::training
