#include "migration/slow_units.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace ganemotion::migration {
namespace {

ActionUnits both(float value) {
    ActionUnits units;
    units[4] = units[12] = value;
    return units;
}

TEST(SlowUnits, LetASyllablePassThroughTheMouthUnseen) {
    SlowUnits slow;
    float least = 1;
    float most = 0;
    for (int frame = 0; frame < 300; ++frame) {
        const double time = frame / 30.0;
        const auto opening = static_cast<float>(0.5 + 0.5 * std::sin(2 * std::numbers::pi * time / 0.4));
        const float seen = slow.follow(both(opening), Seconds(time))[12];
        if (time < 5) continue;
        least = std::min(least, seen);
        most = std::max(most, seen);
    }
    EXPECT_LT(most - least, 0.05F);
    EXPECT_NEAR((most + least) / 2, 0.5F, 0.03F);
}

TEST(SlowUnits, FollowBrowsFasterThanTheMouth) {
    SlowUnits slow;
    for (int frame = 0; frame < 300; ++frame) slow.follow(both(0), Seconds(frame / 30.0));
    ActionUnits seen;
    for (int frame = 300; frame < 345; ++frame) seen = slow.follow(both(1), Seconds(frame / 30.0));
    EXPECT_GT(seen[4], 0.8F);
    EXPECT_LT(seen[12], 0.5F);
}

TEST(SlowUnits, RememberWhatWasSeenBeforeAWhileUnseen) {
    SlowUnits slow;
    for (int frame = 0; frame < 150; ++frame) slow.follow(both(0), Seconds(frame / 30.0));
    const ActionUnits seen = slow.follow(both(1), Seconds(60));
    EXPECT_LT(seen[12], 0.15F) << "a syllable after a minute is no expression";
    EXPECT_LT(seen[4], 0.35F);
}

TEST(SlowUnits, DoNotHoldOnToTheFirstFrame) {
    SlowUnits slow;
    ActionUnits seen = slow.follow(both(1), Seconds(0));
    EXPECT_EQ(seen[12], 1);
    for (int frame = 1; frame <= 30; ++frame) seen = slow.follow(both(0), Seconds(frame / 30.0));
    EXPECT_LT(seen[12], 0.1F) << "after one second it is one frame of thirty";
}

}  // namespace
}  // namespace ganemotion::migration
