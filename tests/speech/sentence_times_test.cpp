#include "speech/sentence_times.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

struct Sound {
    double seconds;
    float amplitude;
};

Envelope envelope_of_sounds(const std::vector<Sound>& sounds) {
    std::vector<float> samples;
    for (const Sound& sound : sounds)
        for (int i = 0; i < static_cast<int>(sound.seconds * 16000); ++i)
            samples.push_back(sound.amplitude * std::sin(0.2F * static_cast<float>(i)));
    return envelope_of(samples);
}

FrameRange whole(const Envelope& envelope) {
    return {0, static_cast<int>(envelope.level.size())};
}

const std::vector<Phrase> kTwoSentences = {{"I never wanted to hurt anybody.", true},
                                           {"It was the best day of my life.", true}};

TEST(SentenceTimes, PutTheBoundaryIntoThePause) {
    const Envelope envelope = envelope_of_sounds({{1.6, 0.3F}, {0.3, 0}, {1.5, 0.3F}});
    const auto boundaries = sentence_boundaries(envelope, whole(envelope), kTwoSentences, {});
    ASSERT_EQ(boundaries.size(), 1U);
    EXPECT_NEAR(boundaries[0].end, 160, 2);
    EXPECT_NEAR(boundaries[0].begin, 190, 2);
}

TEST(SentenceTimes, ChooseThePauseWhereTheTextExpectsOne) {
    // Pauses after a quarter and after half of the words: the second one parts sentences of equal length.
    const Envelope envelope =
        envelope_of_sounds({{0.8, 0.3F}, {0.25, 0}, {0.8, 0.3F}, {0.25, 0}, {1.6, 0.3F}});
    const auto boundaries = sentence_boundaries(envelope, whole(envelope), kTwoSentences, {});
    ASSERT_EQ(boundaries.size(), 1U);
    EXPECT_NEAR(boundaries[0].end, 185, 2);
}

TEST(SentenceTimes, FindADipWhereThereIsNoPause) {
    const Envelope envelope =
        envelope_of_sounds({{0.4, 0}, {1.7, 0.3F}, {0.08, 0.02F}, {1.5, 0.3F}, {0.4, 0}});
    const auto boundaries = sentence_boundaries(envelope, {40, 368}, kTwoSentences, {});
    ASSERT_EQ(boundaries.size(), 1U);
    EXPECT_NEAR(boundaries[0].end, 214, 6);
}

TEST(SentenceTimes, LeaveThePauseOfACommaToTheComma) {
    const std::vector<Phrase> phrases = {{"My old dog died last night,", false},
                                         {"and I miss him so much.", true},
                                         {"How dare you break into my house!", true}};
    const Envelope envelope = envelope_of_sounds({{1.6, 0.3F}, {0.4, 0}, {1.2, 0.3F}, {0.2, 0}, {1.7, 0.3F}});
    const auto boundaries = sentence_boundaries(envelope, whole(envelope), phrases, {});
    ASSERT_EQ(boundaries.size(), 1U);
    EXPECT_NEAR(boundaries[0].end, 320, 2);
}

TEST(SentenceTimes, BelieveTheTimesOfWords) {
    const Envelope envelope = envelope_of_sounds({{0.8, 0.3F}, {0.25, 0}, {2.4, 0.3F}});
    std::vector<Word> words;
    for (const char* text : {"I", "never", "wanted", "to", "hurt", "anybody"})
        words.push_back({Seconds(0.1), Seconds(0.8), text});
    for (const char* text : {"It", "was", "the", "best", "day", "of", "my", "life"})
        words.push_back({Seconds(1.05), Seconds(3.4), text});
    const auto boundaries = sentence_boundaries(envelope, whole(envelope), kTwoSentences, words);
    ASSERT_EQ(boundaries.size(), 1U);
    EXPECT_NEAR(boundaries[0].end, 80, 2);
}

TEST(SentenceTimes, GiveABoundaryLessThanSentences) {
    const Envelope envelope = envelope_of_sounds({{0.3, 0.3F}});
    const std::vector<Phrase> many(6, {"Go!", true});
    EXPECT_EQ(sentence_boundaries(envelope, whole(envelope), many, {}).size(), 5U);
    EXPECT_TRUE(sentence_boundaries(envelope, whole(envelope), {{"Go!", true}}, {}).empty());
    EXPECT_TRUE(sentence_boundaries(envelope, whole(envelope), {}, {}).empty());
}

}  // namespace
}  // namespace ganemotion::speech
