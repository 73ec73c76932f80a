#include "pipeline/lip_sync.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "media/workplace.h"

namespace ganemotion::pipeline {

namespace {

constexpr double kPi = std::numbers::pi;

/// Loud in the first half of every second.
Loudness syllables(int seconds) {
    Loudness loudness;
    for (int i = 0; i < seconds * Loudness::kRate; ++i)
        loudness.values.push_back(i % Loudness::kRate < Loudness::kRate / 2 ? 0.4F : 0.05F);
    return loudness;
}

/// A mouth at 30 frames a second that opens and closes four times a second while it moves: the first half of
/// every second, `late` seconds later.
std::vector<MouthSample> mouth(double seconds, double late) {
    std::vector<MouthSample> samples;
    double phase = 0;
    for (int i = 0; i < seconds * 30; ++i) {
        const double time = i / 30.0;
        if (std::fmod(time - late + 1, 1.0) < 0.5) phase += 2 * kPi * 4 / 30;
        samples.push_back({static_cast<float>(time), static_cast<float>(0.1 - 0.1 * std::cos(phase))});
    }
    return samples;
}

}  // namespace

TEST(LipSync, IsHighForAMouthThatMovesWithTheSound) {
    EXPECT_GT(lip_sync(mouth(6, 0), syllables(6), Seconds{3}).value(), 0.7F);
    EXPECT_LT(lip_sync(mouth(6, 0.5), syllables(6), Seconds{3}).value(), 0.1F);
}

TEST(LipSync, BearsASoundThatIsALittleLate) {
    EXPECT_GT(lip_sync(mouth(6, -0.1), syllables(6), Seconds{3}).value(), 0.7F);
}

TEST(LipSync, IsNotKnownWhereTheMouthWasHardlySeen) {
    EXPECT_FALSE(lip_sync({}, syllables(6), Seconds{3}));
    EXPECT_FALSE(lip_sync(mouth(0.8, 0), syllables(6), Seconds{0.5}));
    EXPECT_FALSE(lip_sync(mouth(6, 0), syllables(6), Seconds{30}));
    EXPECT_FALSE(lip_sync(mouth(6, 0), {}, Seconds{3}));
    std::vector<MouthSample> seldom;
    for (int i = 0; i < 6; ++i) seldom.push_back({static_cast<float>(i), 0.1F});
    EXPECT_FALSE(lip_sync(seldom, syllables(6), Seconds{3}));
}

TEST(LipSync, IsNotKnownWhereNothingChanges) {
    const Loudness even{std::vector<float>(6 * Loudness::kRate, 0.2F)};
    EXPECT_FALSE(lip_sync(mouth(6, 0), even, Seconds{3}));
    std::vector<MouthSample> still = mouth(6, 0);
    for (MouthSample& sample : still) sample.opening = 0.02F;
    EXPECT_FALSE(lip_sync(still, syllables(6), Seconds{3}));
}

TEST(Loudness, FollowsTheSoundOfAFile) {
    const media::Workplace place;
    const auto file = place / "sound.wav";
    media::ffmpeg("-f lavfi -i sine=frequency=300:duration=2 -af volume=0:enable='lt(t\\,1)' " +
                  file.string());
    const Loudness loudness = loudness_of(file);
    ASSERT_NEAR(static_cast<double>(loudness.values.size()), 2 * Loudness::kRate, 1);
    EXPECT_LT(loudness.values[Loudness::kRate / 2], 0.01F);
    EXPECT_GT(loudness.values[3 * Loudness::kRate / 2], 0.2F);
}

}  // namespace ganemotion::pipeline
