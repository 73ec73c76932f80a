#include "speech/envelope.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

// A second of silence, a second of a tone, and so on: `loud` of them in turn.
std::vector<float> bursts(const std::vector<bool>& loud, double seconds = 0.5) {
    std::vector<float> samples;
    for (bool sounding : loud)
        for (int i = 0; i < static_cast<int>(seconds * 16000); ++i)
            samples.push_back(sounding ? 0.3F * std::sin(0.2F * static_cast<float>(i)) : 0.0F);
    return samples;
}

TEST(Envelope, HasAHundredFramesASecond) {
    EXPECT_EQ(envelope_of(bursts({false, true})).level.size(), 100U);
    EXPECT_TRUE(envelope_of({}).level.empty());
}

TEST(Envelope, TellsSoundFromBackground) {
    const Envelope envelope = envelope_of(bursts({false, true, false}));
    EXPECT_FALSE(envelope.audible(20));
    EXPECT_TRUE(envelope.audible(75));
    EXPECT_FALSE(envelope.audible(130));
}

TEST(Envelope, IgnoresRumbleBelowSpeech) {
    std::vector<float> samples = bursts({false, true, false});
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] += 0.02F * std::sin(0.004F * static_cast<float>(i));
    const Envelope envelope = envelope_of(samples);
    EXPECT_FALSE(envelope.audible(20));
    EXPECT_TRUE(envelope.audible(75));
}

TEST(Pauses, AreFoundToTheFrame) {
    const Envelope envelope = envelope_of(bursts({true, false, true, false, true}));
    const auto pauses = pauses_of(envelope, {0, 250}, 6);
    ASSERT_EQ(pauses.size(), 2U);
    EXPECT_NEAR(pauses[0].begin, 50, 2);
    EXPECT_NEAR(pauses[0].end, 100, 2);
    EXPECT_NEAR(pauses[1].begin, 150, 2);
    EXPECT_TRUE(pauses_of(envelope, {0, 250}, 80).empty());
}

TEST(AudiblePart, IsTightenedAndGoesOnToTheEndOfTheSound) {
    const Envelope envelope = envelope_of(bursts({false, true, true, false}));
    const FrameRange loose = audible_part(envelope, {10, 190}, 12);
    EXPECT_NEAR(loose.begin, 50, 2);
    EXPECT_NEAR(loose.end, 150, 2);
    const FrameRange narrow = audible_part(envelope, {80, 110}, 12);
    EXPECT_NEAR(narrow.begin, 50, 2);
    EXPECT_NEAR(narrow.end, 150, 2);
}

TEST(AudiblePart, IsEmptyInSilence) {
    EXPECT_EQ(audible_part(envelope_of(bursts({false, true})), {0, 40}, 0).size(), 0);
}

}  // namespace
}  // namespace ganemotion::speech
