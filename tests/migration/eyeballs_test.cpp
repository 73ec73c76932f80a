#include "migration/eyeballs.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/iris.h"
#include "migration/lid_opening.h"
#include "migration/topology.h"
#include "migration/whole_eyeball.h"

namespace ganemotion::migration {
namespace {

// The public-domain portrait of an astronaut that scikit-image ships, twice as large.
class PortraitEyes : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        cv::Mat rgb = media::to_rgb(media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png"));
        cv::resize(rgb, rgb, {}, 2, 2, cv::INTER_CUBIC);
        picture_ = media::from_rgb(rgb);
        mesh_ = face::FaceFinder().find(picture_).at(0).mesh;
    }
    /// The mesh with its upper lids moved by so much of an eye's width.
    static face::Vertices lids_moved(float down) {
        face::Vertices moved = mesh_;
        for (std::size_t eye = 0; eye < kEyes.size(); ++eye) {
            const float width = LidOpening(mesh_, eye).width();
            for (std::size_t i = 1; i + 1 < kEyes[eye].upper.size(); ++i)
                moved(kEyes[eye].upper[i], 1) += down * width;
        }
        return moved;
    }
    /// A picture of nothing but gray, with the eyes of the portrait put back.
    static media::Picture put_back_on_gray(const face::Vertices& mesh, const face::Vertices& moved) {
        const Eyeballs eyeballs(picture_, mesh);
        media::Picture gray = picture_.clone();
        for (cv::Mat& plane : gray.planes) plane.setTo(kGray);
        eyeballs.put_back(gray, moved);
        return gray;
    }
    static bool is_gray(const media::Picture& picture) {
        return cv::countNonZero(picture.planes[0] != kGray) == 0;
    }
    static cv::Point iris_of(std::size_t eye) {
        return {cvRound(mesh_(kEyes[eye].iris, 0)), cvRound(mesh_(kEyes[eye].iris, 1))};
    }
    static constexpr int kGray = 128;
    inline static media::Picture picture_;
    inline static face::Vertices mesh_;
};

TEST_F(PortraitEyes, StayWhereTheyAreUnderLidsThatRise) {
    const media::Picture after = put_back_on_gray(mesh_, lids_moved(-0.1F));
    for (std::size_t eye = 0; eye < kEyes.size(); ++eye) {
        const cv::Rect middle(iris_of(eye) - cv::Point(2, 2), cv::Size(5, 5));
        for (std::size_t plane = 0; plane < 3; ++plane)
            EXPECT_LE(cv::norm(after.planes[plane](middle), picture_.planes[plane](middle), cv::NORM_INF), 8);
    }
}

TEST_F(PortraitEyes, GoOnWhereLidsUncoverThem) {
    const face::Vertices moved = lids_moved(-0.15F);
    const media::Picture after = put_back_on_gray(mesh_, moved);
    for (std::size_t eye = 0; eye < kEyes.size(); ++eye) {
        const LidOpening before(mesh_, eye), opened(moved, eye);
        // Straight above the middle of the iris, where the lid was: iris now.
        const cv::Point2f iris(mesh_(kEyes[eye].iris, 0), mesh_(kEyes[eye].iris, 1));
        const cv::Point2f at =
            before.point(before.place(iris).along, 0) - 0.02F * before.width() * before.down();
        EXPECT_GT(opened.place(at).below_upper, 0.1F);
        EXPECT_LT(before.place(at).below_upper, 0);
        EXPECT_LT(after.planes[0].at<uchar>(cv::Point(at)), 110);  // white is 142
    }
}

TEST_F(PortraitEyes, AreNotTouchedWhereLidsStay) {
    EXPECT_TRUE(is_gray(put_back_on_gray(mesh_, mesh_)));
}

TEST_F(PortraitEyes, GoWithTheHead) {
    face::Vertices moved = mesh_;
    moved.col(0).array() += 4;
    moved.col(1).array() += 3;
    EXPECT_TRUE(is_gray(put_back_on_gray(mesh_, moved)));
}

TEST_F(PortraitEyes, StayAsTheyWereWarpedWhereTheyClose) {
    EXPECT_TRUE(is_gray(put_back_on_gray(mesh_, lids_moved(0.3F))));
}

TEST_F(PortraitEyes, MayLieOutsideOfThePicture) {
    face::Vertices mesh = mesh_, moved = lids_moved(-0.1F);
    for (face::Vertices* vertices : {&mesh, &moved}) vertices->col(0).array() -= mesh_(kEyes[0].iris, 0);
    EXPECT_NO_THROW(put_back_on_gray(mesh, moved));
    for (face::Vertices* vertices : {&mesh, &moved}) vertices->col(0).array() -= 1000;
    EXPECT_TRUE(is_gray(put_back_on_gray(mesh, moved)));
}

TEST_F(PortraitEyes, AreMeasuredAlongTheLineThroughTheirCorners) {
    for (std::size_t eye = 0; eye < kEyes.size(); ++eye) {
        const LidOpening lids(mesh_, eye);
        EXPECT_GT(lids.openness(), 0.15F);
        EXPECT_LT(lids.openness(), 0.5F);
        const LidOpening::Place middle = lids.place(lids.point(0.5F, 0.5F));
        EXPECT_NEAR(middle.along, 0.5F, 1e-3);
        EXPECT_NEAR(middle.below_upper, middle.above_lower, 1e-3);
        EXPECT_LT(lids.place(lids.point(0.5F, -0.5F)).below_upper, 0);
        EXPECT_LT(lids.place(lids.point(0.5F, 1.5F)).above_lower, 0);
        EXPECT_LT(lids.place(lids.middle() - lids.width() * lids.along()).below_upper, 0);
    }
}

// A dark disc of a radius of 20 pixels on white, of which the upper part is hidden under gray.
class DrawnEyeball : public testing::Test {
  protected:
    static constexpr int kHidden = 40, kRadius = 20;
    cv::Mat plane_ = cv::Mat(100, 160, CV_8UC1, cv::Scalar(220));
    cv::Mat seen_ = cv::Mat::ones(100, 160, CV_32FC1);
    cv::Mat distances_ = cv::Mat(100, 160, CV_32FC1);
    void SetUp() override {
        const cv::Point2f middle(80, 50);
        cv::circle(plane_, middle, kRadius, 40, cv::FILLED);
        plane_.rowRange(0, kHidden).setTo(128);
        seen_.rowRange(0, kHidden).setTo(0);
        for (int y = 0; y < distances_.rows; ++y)
            for (int x = 0; x < distances_.cols; ++x)
                distances_.at<float>(y, x) =
                    static_cast<float>(cv::norm(cv::Point2f(cv::Point(x, y)) - middle)) / kRadius;
    }
    [[nodiscard]] float at(const WholeEyeball& whole, cv::Point place) const {
        return whole.at(place, distances_.at<float>(place));
    }
};

TEST_F(DrawnEyeball, HasARoundIrisUnderTheLid) {
    const WholeEyeball whole(plane_, seen_, distances_);
    ASSERT_TRUE(whole.is_known());
    EXPECT_NEAR(at(whole, {80, 34}), 40, 2);
    EXPECT_NEAR(at(whole, {80, 22}), 220, 5);
    EXPECT_NEAR(at(whole, {110, 30}), 220, 5);
}

TEST_F(DrawnEyeball, HasAnIrisWhereItIsNotWhereTheMeshHasIt) {
    Iris iris(face::Vertices::Zero(), kEyes[0]);
    iris.middle = {80, 54};
    iris.radius = 17.5F;
    const Iris found = fitted(iris, plane_, seen_, {0, 0}, {0, -1});
    EXPECT_NEAR(found.middle.y, 50, 1.5F);
    EXPECT_NEAR(found.radius, kRadius, 1);
    EXPECT_EQ(found.middle.x, 80);
}

TEST_F(DrawnEyeball, IsUnknownUnderLidsThatAreClosed) {
    EXPECT_FALSE(WholeEyeball(plane_, cv::Mat::zeros(seen_.size(), CV_32FC1), distances_).is_known());
}

}  // namespace
}  // namespace ganemotion::migration
