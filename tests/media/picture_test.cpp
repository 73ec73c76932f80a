#include "media/picture.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "media/frame_converter.h"
#include "media/picture_file.h"

namespace ganemotion::media {
namespace {

const std::string kAstronaut = PROJECT_FOLDER "/vendor/pictures/astronaut.png";
const cv::Matx23f kIdentity(1, 0, 0, 0, 1, 0);

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) /
           static_cast<double>(a.total() * static_cast<std::size_t>(a.channels()));
}

double largest_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_INF);
}

// A photograph in planar YUV, made by swscale.
Picture photograph(AVPixelFormat format, ColorModel color, bool full_range) {
    const Picture rgb = read_picture(kAstronaut);
    const FramePtr frame = frame_around(rgb);
    return FrameConverter().to_picture(*frame, {rgb.size(), format, color, full_range});
}

TEST(Picture, KnowsHowItsChromaIsSubsampled) {
    EXPECT_EQ(photograph(AV_PIX_FMT_YUV420P, ColorModel::kYuv601, false).chroma_shift(), cv::Point(1, 1));
    EXPECT_EQ(photograph(AV_PIX_FMT_YUV422P, ColorModel::kYuv601, false).chroma_shift(), cv::Point(1, 0));
    EXPECT_EQ(photograph(AV_PIX_FMT_YUV444P, ColorModel::kYuv601, false).chroma_shift(), cv::Point(0, 0));
    EXPECT_EQ(photograph(AV_PIX_FMT_YUV411P, ColorModel::kYuv601, false).chroma_shift(), cv::Point(2, 0));
    Picture odd;
    odd.planes = {cv::Mat(5, 7, CV_8UC1), cv::Mat(3, 4, CV_8UC1), cv::Mat(3, 4, CV_8UC1)};
    EXPECT_EQ(odd.chroma_shift(), cv::Point(1, 1));
}

TEST(Picture, ClonesShareNothing) {
    const Picture original = read_picture(kAstronaut);
    Picture copy = original.clone();
    copy.planes[0].setTo(0);
    EXPECT_GT(cv::mean(original.planes[0])[0], 50);
}

TEST(Picture, BecomesTheRgbThatSwscaleMakesOfItInEveryMatrixAndRange) {
    for (const auto color : {ColorModel::kYuv601, ColorModel::kYuv709, ColorModel::kYuv2020})
        for (const bool full_range : {false, true}) {
            const Picture yuv = photograph(AV_PIX_FMT_YUV444P, color, full_range);
            const cv::Mat expected = to_rgb(FrameConverter().to_rgb_picture(*frame_around(yuv)));
            EXPECT_LE(largest_difference(to_rgb(yuv), expected), 2) << int(color) << full_range;
            EXPECT_LE(mean_difference(to_rgb(yuv), to_rgb(read_picture(kAstronaut))), 1.0)
                << int(color) << full_range;
        }
}

// swscale centres chroma between its columns where we put it on the left one: that costs it a little here.
TEST(Picture, OfSubsampledChromaStaysNearTheRgbThatItWasMadeFrom) {
    const cv::Mat original = to_rgb(read_picture(kAstronaut));
    for (const auto format : {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV422P}) {
        const Picture yuv = photograph(format, ColorModel::kYuv709, false);
        const cv::Mat swscale = to_rgb(FrameConverter().to_rgb_picture(*frame_around(yuv)));
        EXPECT_LE(mean_difference(to_rgb(yuv), original), 1.3 * mean_difference(swscale, original)) << format;
    }
}

TEST(SampleRgb, OfTheWholePictureIsToRgb) {
    const Picture yuv = photograph(AV_PIX_FMT_YUV420P, ColorModel::kYuv709, false);
    EXPECT_EQ(largest_difference(sample_rgb(yuv, kIdentity, yuv.size(), cv::BORDER_REPLICATE), to_rgb(yuv)),
              0);
}

TEST(SampleRgb, OfAPartIsThePartOfTheWhole) {
    const Picture yuv = photograph(AV_PIX_FMT_YUV420P, ColorModel::kYuv601, false);
    const cv::Mat part = sample_rgb(yuv, {1, 0, 101, 0, 1, 53}, {200, 150});
    EXPECT_EQ(largest_difference(part, to_rgb(yuv)(cv::Rect(101, 53, 200, 150))), 0);
}

TEST(SampleRgb, TurnedAndScaledIsTheWarpOfTheRgbPicture) {
    const Picture yuv = photograph(AV_PIX_FMT_YUV420P, ColorModel::kYuv709, false);
    const cv::Matx23f turned(0.8F, -0.5F, 180.3F, 0.5F, 0.8F, 20.7F);
    cv::Mat expected;
    cv::warpAffine(to_rgb(yuv), expected, turned, {256, 256}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
    const cv::Mat sampled = sample_rgb(yuv, turned, {256, 256});
    EXPECT_LE(mean_difference(sampled, expected), 0.7);
}

// A ramp of colour has a known value everywhere: an error of half a chroma sample would show as three levels.
TEST(SampleRgb, PutsChromaWhereItIs) {
    Picture ramp;
    ramp.color = ColorModel::kYuv601;
    ramp.planes = {cv::Mat(64, 64, CV_8UC1, cv::Scalar(128)), cv::Mat(32, 32, CV_8UC1),
                   cv::Mat(32, 32, CV_8UC1)};
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 32; ++x) {
            ramp.planes[1].at<uchar>(y, x) = static_cast<uchar>(20 + 6 * x);
            ramp.planes[2].at<uchar>(y, x) = static_cast<uchar>(20 + 6 * y);
        }
    const cv::Mat rgb = sample_rgb(ramp, kIdentity, {64, 64});
    for (int at = 20; at < 40; ++at) {
        const double u = 20 + 6 * (at / 2.0) - 128;
        const double v = 20 + 6 * (at / 2.0 - 0.25) - 128;
        EXPECT_NEAR(rgb.at<cv::Vec3b>(at, at)[2], 128 + 1.772 * u, 1.5);
        EXPECT_NEAR(rgb.at<cv::Vec3b>(at, at)[0], 128 + 1.402 * v, 1.5);
    }
}

TEST(SampleRgb, IsBlackOutsideOfThePictureUnlessTheEdgeIsAskedFor) {
    const Picture yuv = photograph(AV_PIX_FMT_YUV420P, ColorModel::kYuv709, false);
    const cv::Matx23f outside(1, 0, -1000, 0, 1, -1000);
    EXPECT_EQ(cv::norm(sample_rgb(yuv, outside, {8, 8}), cv::NORM_INF), 0);
    const cv::Mat edge = sample_rgb(yuv, outside, {8, 8}, cv::BORDER_REPLICATE);
    EXPECT_EQ(edge.at<cv::Vec3b>(3, 3), to_rgb(yuv).at<cv::Vec3b>(0, 0));
}

TEST(RgbToPlanes, IsTheChangeThatSwscaleMakes) {
    for (const auto color : {ColorModel::kYuv601, ColorModel::kYuv709, ColorModel::kYuv2020})
        for (const bool full_range : {false, true}) {
            cv::Mat pair(16, 32, CV_8UC3, cv::Scalar(60, 120, 100));
            pair(cv::Rect(16, 0, 16, 16)).setTo(cv::Scalar(130, 80, 160));
            const Picture rgb = from_rgb(pair);
            const Picture yuv = FrameConverter().to_picture(
                *frame_around(rgb), {rgb.size(), AV_PIX_FMT_YUV444P, color, full_range});
            const cv::Vec3f change = rgb_to_planes(yuv) * cv::Vec3f(70, -40, 60);
            for (int i = 0; i < 3; ++i) {
                const int made = yuv.planes[i].at<uchar>(8, 28) - yuv.planes[i].at<uchar>(8, 4);
                EXPECT_NEAR(change[i], made, 1.1) << int(color) << full_range << i;
            }
        }
}

TEST(FromRgb, IsUndoneByToRgb) {
    cv::Mat noise(33, 47, CV_8UC3);
    cv::randu(noise, 0, 256);
    EXPECT_EQ(largest_difference(to_rgb(from_rgb(noise)), noise), 0);
}

}  // namespace
}  // namespace ganemotion::media
