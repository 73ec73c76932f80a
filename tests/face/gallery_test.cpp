#include "face/gallery.h"

#include <cmath>

#include <gtest/gtest.h>

namespace ganemotion::face {
namespace {

/// Somebody who is like nobody else.
Identity person(int number) {
    return Identity::Unit(number);
}

/// Rather like that person: a likeness of 0.6.
Identity like(int number) {
    return 0.6F * Identity::Unit(number) + 0.8F * Identity::Unit(kIdentityLength - 1);
}

/// A mesh a hundred pixels wide there.
Vertices at(float x, float y) {
    Vertices mesh;
    for (int i = 0; i < kVertexCount; ++i)
        mesh.row(i) << x + 100 * static_cast<float>(i % 2), y + 100 * static_cast<float>(i % 3) / 2, 0;
    return mesh;
}

using Ids = std::vector<std::optional<int>>;

class AGallery : public testing::Test {
  protected:
    AGallery() {
        gallery_.admit(gallery_.new_number(), person(0), at(0, 0), Seconds{1});
        gallery_.admit(gallery_.new_number(), person(1), at(500, 0), Seconds{1});
    }
    Gallery gallery_;
};

TEST_F(AGallery, KnowsPeopleWhereverTheyComeBack) {
    EXPECT_EQ(gallery_.recognise({{like(1), at(900, 300)}, {like(0), at(300, 300)}}, Seconds{60}),
              (Ids{1, 0}));
}

TEST_F(AGallery, TakesWhoIsLikeNobodyForAStranger) {
    EXPECT_EQ(gallery_.recognise({{person(7), at(900, 300)}}, Seconds{60}), Ids{std::nullopt});
}

TEST_F(AGallery, GivesNobodyTwoFaces) {
    EXPECT_EQ(gallery_.recognise({{like(0), at(900, 300)}, {person(0), at(300, 300)}}, Seconds{60}),
              (Ids{std::nullopt, 0}));
}

TEST_F(AGallery, TakesThePlaceForAHintOnlyAndOnlyForAWhile) {
    const Identity hardly = 0.45F * person(0) + std::sqrt(1 - 0.2025F) * person(9);
    EXPECT_EQ(gallery_.recognise({{hardly, at(10, 0)}}, Seconds{1.5}), Ids{0});
    EXPECT_EQ(gallery_.recognise({{hardly, at(10, 0)}}, Seconds{9}), Ids{std::nullopt});
    EXPECT_EQ(gallery_.recognise({{person(9), at(10, 0)}}, Seconds{1.5}), Ids{std::nullopt});
    EXPECT_EQ(gallery_.recognise({{person(1), at(10, 0)}}, Seconds{1.5}), Ids{1});
}

TEST_F(AGallery, HoldsToWhomItFollowedUnlessTheyAreSomeoneElseAltogether) {
    EXPECT_EQ(gallery_.recognise({{person(9), at(10, 0), 0, true}}, Seconds{1.5}), Ids{0});
    EXPECT_EQ(gallery_.recognise({{like(1), at(10, 0), 0, true}}, Seconds{1.5}), Ids{1});
}

TEST_F(AGallery, LearnsHowPeopleLook) {
    for (int i = 0; i < 20; ++i) gallery_.learn(0, person(9));
    EXPECT_EQ(gallery_.recognise({{person(9), at(900, 0)}}, Seconds{60}), Ids{0});
}

TEST_F(AGallery, ForgetsWhoWasAwayLongest) {
    const std::size_t most = GalleryOptions().persons;
    for (std::size_t i = 0; i < most; ++i) {
        gallery_.see(0, at(0, 0), Seconds{2.0 + static_cast<double>(i)});
        gallery_.admit(gallery_.new_number(), person(10), at(0, 0), Seconds{2.0 + static_cast<double>(i)});
    }
    EXPECT_EQ(gallery_.size(), most);
    EXPECT_EQ(gallery_.recognise({{person(0), at(0, 300)}, {person(1), at(900, 300)}}, Seconds{99}),
              (Ids{0, std::nullopt}));
}

TEST_F(AGallery, KnowsWhoLeftAMomentAgo) {
    gallery_.see(1, at(500, 0), Seconds{5});
    EXPECT_EQ(gallery_.places_of_absent({}, Seconds{6}).size(), 1U);
    EXPECT_TRUE(gallery_.places_of_absent({1}, Seconds{6}).empty());
}

}  // namespace
}  // namespace ganemotion::face
