#include "migration/warp_field.h"

#include <gtest/gtest.h>

namespace ganemotion::migration {
namespace {

constexpr int kSide = 128;
constexpr double kNoise = 20;  // standard deviation, grey levels

/// Every pixel comes from `pressing` times its distance to the middle.
WarpField towards_middle(float pressing) {
    WarpField field{.region = {0, 0, kSide, kSide}, .offset = cv::Mat(kSide / 2, kSide / 2, CV_32FC2)};
    for (int y = 0; y < field.offset.rows; ++y)
        for (int x = 0; x < field.offset.cols; ++x) {
            const cv::Point2f from_middle(2.0F * static_cast<float>(x) - kSide / 2.0F,
                                          2.0F * static_cast<float>(y) - kSide / 2.0F);
            field.offset.at<cv::Point2f>(y, x) = (1 - pressing) * from_middle;
        }
    return field;
}

/// Of a noisy plane in the middle after the warp.
double noise_after(const WarpField& field) {
    cv::RNG random(1);
    media::Picture picture;
    for (cv::Mat& plane : picture.planes) {
        plane = cv::Mat(kSide, kSide, CV_8U);
        random.fill(plane, cv::RNG::NORMAL, 128, kNoise);
    }
    warp(picture, field);
    cv::Scalar mean, deviation;
    cv::meanStdDev(picture.planes[0](cv::Rect(kSide / 4, kSide / 4, kSide / 2, kSide / 2)), mean, deviation);
    return deviation[0];
}

TEST(Warp, AveragesPixelsThatItPressesTogether) {
    EXPECT_LT(noise_after(towards_middle(1.25F)), 0.6 * kNoise);  // 1.56 pixels in one
}

TEST(Warp, KeepsTheGrainOfPixelsThatItLeavesOrSpreads) {
    EXPECT_NEAR(noise_after(towards_middle(1)), kNoise, 0.03 * kNoise);
    EXPECT_GT(noise_after(towards_middle(0.97F)), 0.75 * kNoise);
}

}  // namespace
}  // namespace ganemotion::migration
