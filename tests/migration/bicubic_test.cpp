#include "migration/bicubic.h"

#include <vector>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "migration/enlarged_rows.h"

namespace ganemotion::migration {
namespace {

cv::Mat plane_of_noise(cv::Size size) {
    cv::RNG random(3);
    cv::Mat plane(size, CV_8UC1);
    random.fill(plane, cv::RNG::UNIFORM, 0, 256);
    return plane;
}

TEST(BicubicSampler, KeepsThePixelsThemselves) {
    const cv::Mat plane = plane_of_noise({37, 5});
    const BicubicSampler sampler(plane);
    std::vector<uchar> row(37);
    for (int y = 0; y < plane.rows; ++y) {
        std::vector<cv::Point2f> places(row.size());
        // Below half a step, which is 1/64 pixel, nothing moves.
        for (std::size_t x = 0; x < places.size(); ++x)
            places[x] = {static_cast<float>(x) + 0.015F, static_cast<float>(y) - 0.015F};
        sampler.sample(places, row);
        EXPECT_EQ(cv::norm(plane.row(y), cv::Mat(1, plane.cols, CV_8UC1, row.data()), cv::NORM_INF), 0);
    }
}

TEST(BicubicSampler, FindsWhatOpenCvFindsAnywhereAndBeyondTheBorder) {
    const cv::Mat plane = plane_of_noise({64, 48});
    cv::RNG random(5);
    constexpr int kCount = 4001;  // no multiple of what is sampled at once
    std::vector<cv::Point2f> places(kCount);
    // At steps of 1/32 pixel: what lies between two of them may be rounded either way.
    for (cv::Point2f& place : places)
        place = {static_cast<float>(random.uniform(0, 63 * 32)) / 32,
                 static_cast<float>(random.uniform(0, 47 * 32)) / 32};
    places[0] = {0, 0};
    places[1] = {63, 47};
    cv::Mat expected;
    cv::remap(plane, expected, cv::Mat(1, kCount, CV_32FC2, places.data()), cv::noArray(), cv::INTER_CUBIC,
              cv::BORDER_REPLICATE);
    std::vector<uchar> values(kCount);
    BicubicSampler(plane).sample(places, values);
    const cv::Mat sampled(1, kCount, CV_8UC1, values.data());
    EXPECT_LE(cv::norm(sampled, expected, cv::NORM_INF), 1);
    EXPECT_LT(cv::norm(sampled, expected, cv::NORM_L1) / kCount, 0.05);

    std::vector<uchar> beyond(2);
    BicubicSampler(plane).sample(std::vector<cv::Point2f>{{-9, 20}, {400, 300}}, beyond);
    EXPECT_EQ(beyond[0], plane.at<uchar>(20, 0));
    EXPECT_EQ(beyond[1], plane.at<uchar>(47, 63));
}

TEST(EnlargedRows, AreThoseOfTheWholeEnlargedGrid) {
    cv::RNG random(7);
    cv::Mat nodes(11, 17, CV_32FC2);
    random.fill(nodes, cv::RNG::UNIFORM, -4, 4);
    for (const cv::Size size : {cv::Size(90, 64), cv::Size(17, 11), cv::Size(9, 6)}) {
        cv::Mat whole;
        cv::resize(nodes, whole, size, 0, 0, cv::INTER_LINEAR);
        EnlargedRows rows(nodes, size);
        for (int y = 0; y < size.height; ++y) {
            const auto row = rows.row(y);
            ASSERT_EQ(row.size(), static_cast<std::size_t>(size.width));
            for (int x = 0; x < size.width; ++x)
                EXPECT_LT(cv::norm(row[static_cast<std::size_t>(x)] - whole.at<cv::Point2f>(y, x)), 1e-3);
        }
    }
}

}  // namespace
}  // namespace ganemotion::migration
