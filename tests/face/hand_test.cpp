#include "face/hand.h"

#include <gtest/gtest.h>

#include "drawn_hand.h"
#include "face/face_finder.h"
#include "face/hand_watch.h"
#include "face/visibility.h"
#include "media/picture.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

constexpr int kForehead = 151, kChin = 200;

/// Spread fingers that point up, the palm 100 pixels long.
Hand upright_hand(cv::Point2f wrist) {
    Hand hand;
    hand.joints[Hand::kWrist] = wrist;
    for (std::size_t finger = 0; finger < 5; ++finger)
        for (std::size_t k = 0; k < 4; ++k)
            hand.joints[1 + 4 * finger + k] = wrist + cv::Point2f((static_cast<float>(finger) - 2) * 25,
                                                                  -100.0F - 30.0F * static_cast<float>(k));
    hand.presence = 1;
    return hand;
}

TEST(Hand, FadesWhatIsUnderFingersPalmAndArmAndNothingBeside) {
    Vertices mesh = Vertices::Constant(1000);
    const auto place = [&](int vertex, float x, float y) { mesh.row(vertex) << x, y, 0; };
    place(0, 200, 110);  // on the middle finger
    place(1, 200, 250);  // on the palm
    place(2, 200, 380);  // on the arm
    place(3, 320, 250);  // beside the palm
    place(4, 200, 70);   // above the finger's tip
    const VertexShares shares = free_of_hands({upright_hand({200, 300})}, mesh);
    EXPECT_EQ(shares.head(3).maxCoeff(), 0);
    EXPECT_EQ(shares[3], 1);
    EXPECT_EQ(shares[4], 1);
    EXPECT_EQ(free_of_hands({}, mesh).minCoeff(), 1);
}

TEST(Hand, NextRegionIsUprightByItAndHoldsIt) {
    const Hand hand = upright_hand({200, 300});
    const Region region = region_of(hand);
    EXPECT_NEAR(region.angle, 0, 1e-5F);
    for (const cv::Point2f& joint : hand.joints) {
        EXPECT_LT(std::abs(joint.x - region.centre.x), region.side / 2);
        EXPECT_LT(std::abs(joint.y - region.centre.y), region.side / 2);
    }
}

TEST(HandWatch, SeesADrawnHandWhereItIsAndNoneInABarePortrait) {
    cv::Mat picture = astronaut();
    const Face face = FaceFinder().find(media::from_rgb(picture)).at(0);
    HandWatch watch(1);
    EXPECT_TRUE(watch.find(media::from_rgb(picture), {face.box}, 0).empty());
    const cv::Point2f wrist(face.box.x + 1.2F * face.box.width, face.box.br().y + 0.3F * face.box.height);
    const float palm = 0.6F * face.box.width;
    draw_hand(picture, wrist, palm, -0.4F);
    const auto hands = watch.find(media::from_rgb(picture), {face.box}, 0);
    ASSERT_EQ(hands.size(), 1U);
    EXPECT_LT(cv::norm(hands[0].joints[Hand::kWrist] - wrist), 0.35 * palm);
    EXPECT_NEAR(length_of_palm(hands[0]), palm, 0.3F * palm);
}

TEST(HandWatch, FadesAStillPicture) {
    cv::Mat picture = astronaut();
    const Face face = FaceFinder().find(media::from_rgb(picture)).at(0);
    const cv::Point2f chin(face.mesh(kChin, 0), face.mesh(kChin, 1));
    const float palm = 0.6F * face.box.width;
    draw_hand(picture, chin + cv::Point2f(0, palm), palm, 0);
    const Face covered = FaceFinder({.watch_hands = true}).find(media::from_rgb(picture)).at(0);
    EXPECT_LT(covered.visibility[kChin], 0.1F);
    EXPECT_GT(covered.visibility[kForehead], 0.9F);
    EXPECT_GT(FaceFinder().find(media::from_rgb(picture)).at(0).visibility[kChin], 0.9F);
}

TEST(HandWatch, FollowsAHandThatComesAndGoesInAVideo) {
    const cv::Mat bare = astronaut();
    const Face face = FaceFinder().find(media::from_rgb(bare)).at(0);
    const float palm = 0.6F * face.box.width;
    const cv::Point2f chin(face.mesh(kChin, 0), face.mesh(kChin, 1) + palm);
    FaceTracker tracker({.watch_hands = true});
    int frame = 0;
    const auto see = [&](float away) {  // palms below the chin
        cv::Mat picture = bare.clone();
        draw_hand(picture, chin + cv::Point2f(0, away * palm), palm, 0);
        return tracker.track(media::from_rgb(picture), Seconds{0.04 * frame++}).at(0).visibility[kChin];
    };
    EXPECT_GT(see(2.2F), 0.95F) << "not on the face yet";
    for (int step = 11; step > 0; --step) see(0.2F * static_cast<float>(step));
    float under = 1;
    for (int i = 0; i < 10; ++i) under = see(0);
    EXPECT_LT(under, 0.1F);
    for (int step = 0; step < 11; ++step) see(0.2F * static_cast<float>(step));
    float free = 0;
    for (int i = 0; i < 10; ++i) free = see(2.2F);
    EXPECT_GT(free, 0.95F);
}

TEST(HandWatch, SeesSoonAHandThatComesAfterNothingMoved) {
    const cv::Mat bare = astronaut();
    const Face face = FaceFinder().find(media::from_rgb(bare)).at(0);
    const float palm = 0.6F * face.box.width;
    cv::Mat covered = bare.clone();
    draw_hand(covered, {face.mesh(kChin, 0), face.mesh(kChin, 1) + palm}, palm, 0);
    HandWatch watch(1);
    const auto seen = [&](const cv::Mat& picture, double time) {
        return watch.see(media::from_rgb(picture), {face.box}, 0, Seconds{time}).size();
    };
    for (int frame = 0; frame < 40; ++frame) EXPECT_EQ(seen(bare, 0.04 * frame), 0U);
    std::size_t hands = 0;
    double time = 1.6;
    for (; hands == 0 && time < 3; time += 0.04) hands = seen(covered, time);
    EXPECT_LT(time, 1.6 + 2 * HandWatchOptions().look_again.count() + 0.05);
}

TEST(HandWatch, FadesAtOnceWhatAHandCoversFromTheFirstFrameOn) {
    cv::Mat picture = astronaut();
    const Face face = FaceFinder().find(media::from_rgb(picture)).at(0);
    const float palm = 0.6F * face.box.width;
    draw_hand(picture, {face.mesh(kChin, 0), face.mesh(kChin, 1) + palm}, palm, 0);
    FaceTracker tracker({.watch_hands = true});
    EXPECT_LT(tracker.track(media::from_rgb(picture), Seconds{0}).at(0).visibility[kChin], 0.1F);
}

}  // namespace
}  // namespace ganemotion::face
