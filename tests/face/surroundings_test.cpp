#include "face/surroundings.h"

#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "drawn_hand.h"
#include "face/hand_watch.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

const cv::Rect2f kFace(180, 60, 90, 110);  // of the astronaut

/// `share` of the light, with grain.
Surroundings seen(const cv::Mat& picture, double share, int seed) {
    cv::Mat grain(picture.size(), CV_32FC3), dark;
    cv::theRNG().state = static_cast<std::uint64_t>(seed);
    cv::randn(grain, cv::Scalar::all(0), cv::Scalar::all(4));
    picture.convertTo(dark, CV_32F, share);
    cv::Mat bytes;
    cv::Mat(dark + grain).convertTo(bytes, CV_8U);
    return Surroundings(media::from_rgb(bytes));
}

TEST(Surroundings, GrainIsNoMotionAndAHandIsInTheDarkToo) {
    const cv::Mat bare = astronaut();
    cv::Mat covered = bare.clone();
    draw_hand(covered, {kFace.x + 0.5F * kFace.width, kFace.br().y + 60}, 55, 0);
    for (const double share : {1.0, 0.2}) {
        const Surroundings before = seen(bare, share, 1);
        EXPECT_LT(seen(bare, share, 2).changed_since(before, kFace), 0.3F * HandWatchOptions().moved);
        EXPECT_GT(seen(covered, share, 3).changed_since(before, kFace), 2 * HandWatchOptions().moved);
    }
}

TEST(Surroundings, WhatMovesInAFaceOrFarFromItDoesNotCount) {
    const cv::Mat bare = astronaut();
    cv::Mat elsewhere = bare.clone();
    cv::rectangle(elsewhere, cv::Rect(cv::Rect2f(kFace.x + 20, kFace.y + 20, 50, 70)), {0, 255, 0},
                  cv::FILLED);
    cv::rectangle(elsewhere, cv::Rect(0, 400, 512, 112), {0, 0, 255}, cv::FILLED);
    EXPECT_EQ(seen(elsewhere, 1, 1).changed_since(seen(bare, 1, 1), kFace), 0);
}

TEST(Surroundings, AnotherSizeIsAnotherPicture) {
    cv::Mat small;
    cv::resize(astronaut(), small, {300, 200});
    EXPECT_TRUE(std::isinf(seen(small, 1, 1).changed_since(seen(astronaut(), 1, 1), kFace)));
}

}  // namespace
}  // namespace ganemotion::face
