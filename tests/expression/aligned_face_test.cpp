#include "expression/aligned_face.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "expression/backbone.h"
#include "expression/face_input.h"
#include "face/face_finder.h"
#include "media/picture_file.h"

namespace ganemotion::expression {

namespace {

const media::Picture& portrait() {
    static const media::Picture kPortrait =
        media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    return kPortrait;
}

media::Picture turned(double degrees, double scale) {
    const cv::Mat rgb = media::to_rgb(portrait());
    const cv::Point2f face(220, 130);
    cv::Mat map = cv::getRotationMatrix2D(face, degrees, scale);
    map.at<double>(0, 2) += 36;
    map.at<double>(1, 2) += 126;
    cv::Mat out;
    cv::warpAffine(rgb, out, map, rgb.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return media::from_rgb(out);
}

cv::Mat framed(const media::Picture& picture) {
    return aligned_face(picture, face::FaceFinder().find(picture).at(0).mesh);
}

double difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total());
}

}  // namespace

TEST(AlignedFace, IsTheSameHoweverTheHeadIsTurnedAndFarAway) {
    const cv::Mat straight = framed(portrait());
    ASSERT_EQ(straight.size(), cv::Size(kFaceSide, kFaceSide));
    ASSERT_EQ(straight.type(), CV_8UC1);
    EXPECT_LT(difference(framed(turned(20, 1)), straight), 8);
    EXPECT_LT(difference(framed(turned(-20, 0.7)), straight), 8);
}

TEST(AlignedFace, IsLevelWithTheEyesInTheUpperHalf) {
    const cv::Mat face = framed(turned(15, 1));
    cv::Mat large, rgb;
    cv::copyMakeBorder(face, large, 16, 16, 16, 16, cv::BORDER_REPLICATE);
    cv::resize(large, large, {}, 4, 4, cv::INTER_CUBIC);
    cv::cvtColor(large, rgb, cv::COLOR_GRAY2RGB);
    const auto faces = face::FaceFinder().find(media::from_rgb(rgb));
    ASSERT_EQ(faces.size(), 1U);
    const FacePoints points = points_of(faces[0].mesh);
    EXPECT_NEAR(points.right_to_left.y / points.right_to_left.x, 0, 0.06);
    EXPECT_LT(points.eyes.y, 4 * (16 + kFaceSide / 2));
    EXPECT_GT(points.mouth.y, 4 * (16 + kFaceSide / 2));
}

TEST(GrayCrop, OfAnySizeHas48Pixels) {
    EXPECT_EQ(gray_crop(portrait()).size(), cv::Size(kFaceSide, kFaceSide));
    cv::Mat small;
    cv::cvtColor(framed(portrait()), small, cv::COLOR_GRAY2RGB);
    EXPECT_LE(difference(gray_crop(media::from_rgb(small)), framed(portrait())), 0.5);
}

TEST(FaceInput, DoesNotDependOnTheLight) {
    const cv::Mat face = framed(portrait());
    cv::Mat dim;
    face.convertTo(dim, CV_8U, 0.5, 20);
    std::vector<float> bright(face.total()), dark(face.total());
    normalize(face, bright);
    normalize(dim, dark);
    for (std::size_t i = 0; i < bright.size(); ++i) ASSERT_NEAR(bright[i], dark[i], 0.06);
    std::vector<float> flat(face.total());
    normalize(cv::Mat(face.size(), CV_8UC1, cv::Scalar(77)), flat);
    EXPECT_EQ(flat.front(), 0);
}

}  // namespace ganemotion::expression
