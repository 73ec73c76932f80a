#include "face/cut_watch.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "pictures.h"

namespace ganemotion::face {
namespace {

constexpr double kFrame = 0.04;

/// A part of the portrait's picture, as a camera sees it that pans.
media::Picture view(int x, double light = 1) {
    cv::Mat part;
    astronaut()(cv::Rect(x, 60, 300, 300)).convertTo(part, CV_8U, light);
    return media::from_rgb(part);
}

media::Picture another() {
    cv::Mat turned;
    cv::rotate(astronaut(), turned, cv::ROTATE_180);
    return media::from_rgb(turned);
}

TEST(CutWatch, SeesAnotherSceneAndNotItsFirstPicture) {
    CutWatch watch;
    EXPECT_FALSE(watch.see(view(100), Seconds{0}));
    EXPECT_FALSE(watch.see(view(101), Seconds{kFrame}));
    EXPECT_TRUE(watch.see(another(), Seconds{2 * kFrame}));
    EXPECT_FALSE(watch.see(another(), Seconds{3 * kFrame}));
    EXPECT_TRUE(watch.see(view(100), Seconds{4 * kFrame}));
}

TEST(CutWatch, TakesNeitherAPanNorAFlashForACut) {
    CutWatch watch;
    for (int i = 0; i < 30; ++i)
        EXPECT_FALSE(watch.see(view(40 + 4 * i, i == 20 ? 1.6 : 1.0), Seconds{i * kFrame})) << i;
}

TEST(CutWatch, ComparesPicturesThatAreFarApart) {
    CutWatch watch;
    watch.see(view(100), Seconds{0});
    EXPECT_FALSE(watch.see(view(104), Seconds{1}));
    EXPECT_TRUE(watch.see(another(), Seconds{2}));
}

}  // namespace
}  // namespace ganemotion::face
