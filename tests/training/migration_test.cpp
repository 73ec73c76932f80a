#include <gtest/gtest.h>

#include <random>

#include "face/face_finder.h"
#include "media/picture_file.h"
#include "training/migration/face_descriptor.h"
#include "training/migration/frechet.h"
#include "training/migration/texture_error.h"

namespace ganemotion::training {
namespace {

Eigen::MatrixXd normal_rows(double mean, double deviation) {
    std::mt19937 random(4);
    std::normal_distribution<double> normal(mean, deviation);
    return Eigen::MatrixXd::NullaryExpr(20000, 2, [&] { return normal(random); });
}

TEST(FrechetDistance, OfNormalDistributionsIsTheFormulas) {
    EXPECT_NEAR(frechet_distance(normal_rows(0, 1), normal_rows(0, 1)), 0, 1e-9);
    // Two columns: each (1 - 0)^2 of the means, (2 - 1)^2 of the deviations.
    EXPECT_NEAR(frechet_distance(normal_rows(1, 2), normal_rows(0, 1)), 2 * (1 + 1), 0.15);
}

cv::Mat noise() {
    cv::Mat picture(64, 64, CV_8UC3);
    cv::theRNG().state = 5;
    cv::randu(picture, 40, 120);
    return picture;
}

TEST(TextureError, IsNothingForTheSameAndForOtherLight) {
    const cv::Mat mask(64, 64, CV_32FC1, cv::Scalar(1));
    const cv::Mat same = noise();
    const TextureError none = texture_error(same, same, same, mask);
    EXPECT_NEAR(none.pixel, 0, 1e-6);
    EXPECT_NEAR(none.gradient, 0, 1e-6);
    const TextureError lighter = texture_error(same, same * 2, same, mask);
    EXPECT_NEAR(lighter.pixel, 0, 1e-6);
}

TEST(TextureError, CountsOnlyWhereTheMaskIs) {
    cv::Mat mask(64, 64, CV_32FC1, cv::Scalar(0));
    mask(cv::Rect(8, 8, 32, 32)) = 1;
    const cv::Mat before = noise();
    cv::Mat outside = before.clone();
    outside(cv::Rect(48, 48, 8, 8)) = cv::Scalar(0, 0, 0);
    EXPECT_NEAR(texture_error(outside, before, before, mask).pixel, 0, 1e-6);
    cv::Mat inside = before.clone();
    inside(cv::Rect(16, 16, 8, 8)) = cv::Scalar(0, 0, 0);
    const TextureError error = texture_error(inside, before, before, mask);
    EXPECT_GT(error.pixel, 0.01);
    EXPECT_GT(error.gradient, 0.001);
}

TEST(FaceDescriptor, KnowsAFaceInOtherLightAndSize) {
    if (!FaceDescriptor::is_there())
        GTEST_SKIP() << "the descriptor is not installed: scripts/setup training";
    FaceDescriptor network;
    face::FaceFinder finder;
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    const Descriptor own = network.describe(picture, finder.find(picture).at(0).mesh);
    media::Picture darker = picture.clone();
    for (cv::Mat& plane : darker.planes) plane *= 0.7;
    EXPECT_LT(distance(own, network.describe(darker, finder.find(darker).at(0).mesh)), 0.2);
    // Eyes and nose are no longer where the network was told that they are.
    face::Vertices elsewhere = finder.find(picture).at(0).mesh;
    elsewhere.col(1).array() += 150;
    EXPECT_GT(distance(own, network.describe(picture, elsewhere)), 0.6);
}

}  // namespace
}  // namespace ganemotion::training
