#include "sync/strength.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace ganemotion::sync {

namespace {

Segment segment(double start, double end, std::optional<Emotion> emotion, bool leave = false) {
    Segment result;
    result.start = Seconds{start};
    result.end = Seconds{end};
    result.emotion = emotion;
    result.intensity = emotion ? 0.8 : 0;
    result.leave = leave;
    return result;
}

double weight_of(Emotion emotion, const Blend& blend) {
    double weight = 0;
    for (const Share& share : blend)
        if (share.emotion == emotion) weight += share.weight;
    return weight;
}

constexpr Emotion H = Emotion::kHappy;
constexpr Emotion S = Emotion::kSad;

/// Timelines of every kind of neighbourhood: gaps of all lengths, touching, leave, null, very short segments.
Timeline random_timeline(std::mt19937& random) {
    const auto any = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    Timeline timeline;
    double time = any(3) * 0.2;
    for (int i = 0; i < 8; ++i) {
        const double length = any(3) == 0 ? 0.05 : 0.3 + any(20) * 0.1;
        std::optional<Emotion> emotion;
        if (any(4) != 0) emotion = kEmotions[static_cast<std::size_t>(any(kEmotionCount))];
        timeline.segments.push_back(segment(time, time + length, emotion, any(4) == 0));
        if (!emotion && any(2) == 0) timeline.segments.back().source = "gap";
        time += length + (any(3) == 0 ? 0 : any(25) * 0.1);
    }
    return timeline;
}

}  // namespace

TEST(Strength, NeverJumps) {
    // A raised cosine over the shortest way in use (half of a 50 ms segment) changes by less than this in a
    // millisecond.
    constexpr double kSteepest = 0.07;
    std::mt19937 random(7);
    for (int trial = 0; trial < 100; ++trial) {
        const Timeline timeline = random_timeline(random);
        const Strength strength(timeline);
        for (double t = 0.0; t < 30; t += 0.001) {
            const Blend now = strength.at(Seconds{t});
            const Blend next = strength.at(Seconds{t + 0.001});
            for (const Emotion emotion : kEmotions)
                ASSERT_LT(std::abs(weight_of(emotion, now) - weight_of(emotion, next)), kSteepest)
                    << "at " << t << " of " << to_json(timeline);
        }
    }
}

TEST(Strength, IsExactlyNothingInsideOfLeave) {
    std::mt19937 random(11);
    for (int trial = 0; trial < 100; ++trial) {
        const Timeline timeline = random_timeline(random);
        const Strength strength(timeline);
        for (const Segment& each : timeline.segments)
            for (int i = 0; each.leave && i <= 20; ++i)
                ASSERT_TRUE(strength.at(each.start + i / 20.0 * (each.end - each.start)).empty())
                    << to_json(timeline);
    }
}

TEST(Strength, IsNeverMoreThanTheWhole) {
    std::mt19937 random(13);
    for (int trial = 0; trial < 100; ++trial) {
        const Strength strength(random_timeline(random));
        for (double t = 0; t < 30; t += 0.01) {
            double together = 0;
            for (const Share& share : strength.at(Seconds{t})) {
                ASSERT_GT(share.weight, 0);
                together += share.weight;
            }
            ASSERT_LE(together, 1 + 1e-9);
        }
    }
}

TEST(Strength, IsNothingBeforeAndAfterTheWaysInAndOut) {
    const Strength strength({"", {segment(2, 4, H)}});
    EXPECT_TRUE(strength.at(Seconds{1.5}).empty());
    EXPECT_NEAR(weight_of(H, strength.at(Seconds{1.75})), 0.5, 1e-9);
    EXPECT_EQ(weight_of(H, strength.at(Seconds{2})), 1);
    EXPECT_EQ(weight_of(H, strength.at(Seconds{4})), 1);
    EXPECT_NEAR(weight_of(H, strength.at(Seconds{4.25})), 0.5, 1e-9);
    EXPECT_TRUE(strength.at(Seconds{4.5}).empty());
}

TEST(Strength, TellsInWhichStretchesItIsNothing) {
    std::mt19937 random(5);
    for (int i = 0; i < 50; ++i) {
        const Strength strength(random_timeline(random));
        for (int step = 0; step < 30; ++step) {
            const double from = 0.7 * step;
            bool nothing = true;
            for (int k = 0; k <= 100; ++k) nothing = nothing && strength.at(Seconds{from + 0.01 * k}).empty();
            // Between two samples may lie the first or last hundredth of an edit.
            EXPECT_TRUE(nothing || !strength.is_nothing(Seconds{from}, Seconds{from + 1}))
                << i << " " << from;
            EXPECT_TRUE(!nothing || strength.is_nothing(Seconds{from + 0.02}, Seconds{from + 0.98}));
        }
    }
}

TEST(Strength, PassesFromOneEmotionIntoTheNextOverAShortGap) {
    const Strength strength({"", {segment(1, 2, H), segment(3, 4, S)}});
    const Blend middle = strength.at(Seconds{2.5});
    EXPECT_NEAR(weight_of(H, middle), 0.5, 1e-9);
    EXPECT_NEAR(weight_of(S, middle), 0.5, 1e-9);
}

TEST(Strength, GrowsOnTheEditedSideOfLeave) {
    const Strength strength({"", {segment(0, 2, H, true), segment(2, 5, H)}});
    EXPECT_TRUE(strength.at(Seconds{2}).empty());
    EXPECT_NEAR(weight_of(H, strength.at(Seconds{2.2})), 0.5, 1e-9);
    EXPECT_EQ(weight_of(H, strength.at(Seconds{2.4})), 1);
}

TEST(Strength, ComesInAfterTheFirstFrameWhereSpeechBeginsJustAfterIt) {
    const Strength strength({"", {segment(0.1, 2, H)}});
    EXPECT_TRUE(strength.at(Seconds{0}).empty());
    EXPECT_EQ(weight_of(H, strength.at(Seconds{0.5})), 1);
}

TEST(Strength, KeepsTheIntensityOfEverySegment) {
    Timeline timeline{"", {segment(1, 2, H), segment(2, 3, H)}};
    timeline.segments[0].intensity = 0.4;
    timeline.segments[1].intensity = 0.8;
    const Strength strength(timeline);
    EXPECT_NEAR(strength.at(Seconds{1.5}).at(0).intensity, 0.4, 1e-9);
    EXPECT_NEAR(strength.at(Seconds{2}).at(0).intensity, 0.6, 1e-9);
    EXPECT_NEAR(strength.at(Seconds{2.5}).at(0).intensity, 0.8, 1e-9);
}

TEST(Strength, TakesAnEmotionWithoutIntensityAsNoEdit) {
    Timeline timeline{"", {segment(1, 2, H)}};
    timeline.segments[0].intensity = 0;
    EXPECT_TRUE(Strength(timeline).is_nothing());
}

TEST(Strength, CostsLittleInALongTimeline) {
    Timeline timeline;
    for (int i = 0; i < 5000; ++i)
        timeline.segments.push_back(segment(2 * i, 2 * i + 1.5, i % 2 == 0 ? H : S));
    const Strength strength(timeline);
    double sum = 0;
    for (int frame = 0; frame < 300000; ++frame) sum += weight_of(H, strength.at(Seconds{frame / 30.0}));
    EXPECT_GT(sum, 0);
}

}  // namespace ganemotion::sync
