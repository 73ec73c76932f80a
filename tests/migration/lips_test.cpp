#include "migration/lips.h"

#include <gtest/gtest.h>

namespace ganemotion::migration {
namespace {

constexpr int kUpper = 13;
constexpr int kUpperEdge = 0;
constexpr int kLower = 14;

TEST(MouthOpenness, IsNothingForTouchingLipsAndAllForAnOpenMouth) {
    face::Vertices mesh = face::Vertices::Zero();
    mesh(308, 0) = 50;  // the inner lips are 50 pixels wide
    mesh(kLower, 1) = 2;
    EXPECT_EQ(mouth_openness(mesh), 0);
    mesh(kLower, 1) = 15;
    EXPECT_EQ(mouth_openness(mesh), 1);
}

TEST(Lips, ThatTouchStayTogetherAndKeepTheirThickness) {
    face::Vertices displacement = face::Vertices::Zero();
    displacement(kUpper, 1) = -1;
    displacement(kUpperEdge, 1) = -1;
    displacement(kLower, 1) = 3;
    keep_lips_together(displacement, 0);
    EXPECT_FLOAT_EQ(displacement(kUpper, 1), displacement(kLower, 1));
    EXPECT_FLOAT_EQ(displacement(kUpper, 1), displacement(kUpperEdge, 1));
}

TEST(Lips, ThatAreApartMoveAsTheyShould) {
    face::Vertices displacement = face::Vertices::Zero();
    displacement(kLower, 1) = 3;
    const face::Vertices before = displacement;
    keep_lips_together(displacement, 1);
    EXPECT_EQ(displacement, before);
}

TEST(Lips, MayBePressedTogether) {
    face::Vertices displacement = face::Vertices::Zero();
    displacement(kLower, 1) = -2;
    const face::Vertices before = displacement;
    keep_lips_together(displacement, 0);
    EXPECT_EQ(displacement, before);
}

}  // namespace
}  // namespace ganemotion::migration
