#include "face/region.h"

#include <gtest/gtest.h>

#include <numbers>

#include "pictures.h"

namespace ganemotion::face {
namespace {

/// A picture whose red says x and whose green says y, as far as bytes can.
media::Picture ramps(cv::Size size) {
    cv::Mat rgb(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            rgb.at<cv::Vec3b>(y, x) = cv::Vec3b(cv::saturate_cast<uchar>(x * 255.0 / size.width),
                                                cv::saturate_cast<uchar>(y * 255.0 / size.height), 0);
    return media::from_rgb(rgb);
}

TEST(Region, IsSampledWhereItLiesAtEverySize) {
    const cv::Size size(1600, 1700);
    const media::Picture picture = ramps(size);
    for (const float side : {64.0F, 200.0F, 300.0F, 700.0F, 1000.0F}) {
        const Region region{{800, 850}, side, 0.3F};
        const cv::Mat rgb = sample_region(picture, region, 128, cv::BORDER_REPLICATE);
        const cv::Matx23f map = to_picture(region, 128);
        for (const cv::Point at :
             {cv::Point(0, 0), cv::Point(64, 64), cv::Point(127, 0), cv::Point(30, 100)}) {
            const cv::Vec2f there = map * cv::Vec3f(static_cast<float>(at.x), static_cast<float>(at.y), 1);
            const auto seen = rgb.at<cv::Vec3b>(at);
            EXPECT_NEAR(seen[0], there[0] * 255 / size.width, 1) << side << at;
            EXPECT_NEAR(seen[1], there[1] * 255 / size.height, 1) << side << at;
        }
    }
}

TEST(Region, AveragesFineTextureAway) {
    cv::Mat chess(1024, 1024, CV_8UC3);
    for (int y = 0; y < chess.rows; ++y)
        for (int x = 0; x < chess.cols; ++x)
            chess.at<cv::Vec3b>(y, x) = cv::Vec3b::all((x + y) % 2 != 0 ? 255 : 0);
    const cv::Mat rgb =
        sample_region(media::from_rgb(chess), {{512, 512}, 600, 0}, 128, cv::BORDER_REPLICATE);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(rgb, mean, deviation);
    EXPECT_NEAR(mean[0], 127.5, 2);
    EXPECT_LT(deviation[0], 2);
}

TEST(Region, OutsideOfThePictureIsBlackOrItsEdge) {
    const media::Picture white = media::from_rgb(cv::Mat(50, 60, CV_8UC3, cv::Scalar::all(255)));
    for (const float side : {100.0F, 1000.0F}) {
        const Region region{{30, 25}, side, 0};
        EXPECT_EQ(sample_region(white, region, 64, cv::BORDER_CONSTANT).at<cv::Vec3b>(0, 0)[0], 0);
        EXPECT_EQ(sample_region(white, region, 64, cv::BORDER_REPLICATE).at<cv::Vec3b>(0, 0)[0], 255);
        EXPECT_EQ(sample_region(white, region, 64, cv::BORDER_CONSTANT).at<cv::Vec3b>(32, 32)[0], 255);
    }
}

TEST(Region, SamplesVideoFramesWithSubsampledChroma) {
    media::Picture grey;
    grey.color = media::ColorModel::kYuv709;
    grey.full_range = false;
    grey.planes = {cv::Mat(361, 641, CV_8UC1, cv::Scalar(126)), cv::Mat(181, 321, CV_8UC1, cv::Scalar(128)),
                   cv::Mat(181, 321, CV_8UC1, cv::Scalar(128))};
    for (const float side : {100.0F, 640.0F, 3000.0F}) {
        const cv::Mat rgb = sample_region(grey, {{320, 180}, side, 0.5F}, 64, cv::BORDER_REPLICATE);
        cv::Mat off;
        cv::absdiff(rgb, cv::Scalar::all(128), off);
        double most = 0;
        cv::minMaxLoc(off.reshape(1), nullptr, &most);
        EXPECT_LE(most, 2) << side;
    }
}

TEST(Region, OfAMeshIsUprightByTheEyes) {
    Vertices mesh = Vertices::Zero();
    mesh.row(33) << 100, 100, 0;
    mesh.row(263) << 200, 200, 0;
    const Region region = region_of(mesh);
    EXPECT_NEAR(region.angle, std::numbers::pi_v<float> / 4, 1e-5F);
    EXPECT_FLOAT_EQ(region.side, 300);
    EXPECT_FLOAT_EQ(region.centre.x, 100);
}

TEST(Region, OfAWholePictureTurnsItUpright) {
    // Upright, the x axis of a picture that was turned left by 90 degrees goes up in it.
    const cv::Matx23f map = to_picture(whole_picture({400, 200}, 90), 100);
    EXPECT_NEAR(map(0, 0), 0, 1e-5F);
    EXPECT_NEAR(map(1, 0), -4, 1e-5F);
}

}  // namespace
}  // namespace ganemotion::face
