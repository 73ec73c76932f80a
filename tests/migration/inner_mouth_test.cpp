#include "migration/inner_mouth.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "face/pose.h"
#include "media/picture_file.h"
#include "migration/geometry.h"
#include "migration/migrator.h"
#include "migration/still_change.h"

namespace ganemotion::migration {
namespace {

constexpr int kUpperLip = 13;
constexpr int kLowerLip = 14;

/// Vertices of the lips' inner edges, one above the other.
constexpr std::pair<int, int> kEdges[] = {{191, 95},  {80, 88},   {81, 178},  {82, 87},  {13, 14},
                                          {312, 317}, {311, 402}, {310, 318}, {415, 324}};

/// The mean face, looking into the camera of a picture of 400x400 pixels, with its lips as far apart as
/// asked.
face::Vertices face_with(float opening) {
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    ActionUnits change;
    change[25] = change[26] = opening;
    const face::Pose pose{120, Eigen::Matrix3f::Identity(), {200, 200, 0}};
    face::Vertices mesh = face::posed(mean_face, pose);
    for (const auto& [upper, lower] : kEdges) mesh.row(lower) = mesh.row(upper);
    return mesh + Geometry().displacement(change, pose, 1);
}

class OpenedMouth : public testing::Test {
  protected:
    void SetUp() override {
        if (!InnerMouth::is_there()) GTEST_SKIP() << "models/skin/inner_mouth.safetensors is not there";
        picture_ = media::from_rgb(cv::Mat(400, 400, CV_8UC3, cv::Scalar(200, 150, 130)));
    }
    face::Vertices mean_face_ = action_units::mean_face(action_units::read_unit_weights());
    media::Picture picture_;
};

TEST_F(OpenedMouth, IsDarkerThanTheSkin) {
    const face::Vertices mesh = face_with(0.9F);
    InnerMouth().paint(picture_, mesh, mean_face_, {200, 150, 130});
    const Eigen::RowVector3f middle = (mesh.row(kUpperLip) + mesh.row(kLowerLip)) / 2;
    const cv::Point at(cvRound(middle.x()), cvRound(middle.y()));
    EXPECT_LT(picture_.planes[0].at<uchar>(at), 150);
    EXPECT_LT(picture_.planes[1].at<uchar>(at), 110);
}

TEST_F(OpenedMouth, LeavesEverythingButTheOpening) {
    const face::Vertices mesh = face_with(0.9F);
    const media::Picture before = picture_.clone();
    InnerMouth().paint(picture_, mesh, mean_face_, {200, 150, 130});
    cv::Mat changed = picture_.planes[0] != before.planes[0];
    const cv::Rect box = cv::boundingRect(changed);
    EXPECT_GE(box.y, cvFloor(mesh(kUpperLip, 1)) - 3);
    EXPECT_LE(box.br().y, cvCeil(mesh(kLowerLip, 1)) + 3);
    EXPECT_GE(box.x, cvFloor(mesh(78, 0)));
    EXPECT_LE(box.br().x, cvCeil(mesh(308, 0)) + 1);
}

TEST_F(OpenedMouth, IsGrayInAGrayPicture) {
    const cv::Mat texture = InnerMouth().texture(mouth_shape(face_with(0.9F), mean_face_), {150, 150, 150});
    std::array<cv::Mat, 3> planes;
    cv::split(texture, planes.data());
    EXPECT_LT(cv::norm(planes[0], planes[2], cv::NORM_INF), 1);
}

TEST_F(OpenedMouth, ShowsUpperTeethOverADarkGap) {
    for (const float opening : {0.6F, 0.9F}) {
        const cv::Mat texture =
            InnerMouth().texture(mouth_shape(face_with(opening), mean_face_), {200, 150, 130});
        const auto light = [&](const cv::Rect& part) {
            const cv::Scalar mean = cv::mean(texture(part));
            return (mean[0] + mean[1] + mean[2]) / 3;
        };
        const double teeth = light({26, 3, 12, 6});
        EXPECT_GT(teeth, 90) << opening;
        EXPECT_LT(light({12, 14, 8, 6}), 0.6 * teeth) << "the dark beside the tongue, " << opening;
    }
}

TEST(StillChange, OpensAClosedMouthOnlyForWhatNeedsIt) {
    face::Face face;
    face.mesh = face_with(0);
    const ExpressionLibrary library = standard_expressions();
    const auto asked = [&](Emotion emotion, bool can_open) {
        return still_change(face, {}, library.at(emotion), still_style(), can_open);
    };
    EXPECT_EQ(asked(Emotion::kSurprise, true).mouth, Mouth::kOpens);
    EXPECT_GT(asked(Emotion::kSurprise, true).change.moved[26], 0.3F);
    EXPECT_EQ(asked(Emotion::kHappy, true).mouth, Mouth::kAsItIs);
    EXPECT_EQ(asked(Emotion::kSurprise, false).mouth, Mouth::kAsItIs);
    EXPECT_EQ(asked(Emotion::kSurprise, false).change.moved[26], 0) << "teeth that cannot be painted";
    EXPECT_EQ(still_change_of_units(face, {}, {{26, 0.5}}, still_style(), true).mouth, Mouth::kOpens);
    EXPECT_EQ(still_change_of_units(face, {}, {{12, 0.5}}, still_style(), true).mouth, Mouth::kAsItIs);
}

TEST(StillChange, KeepsTeethThatAreSeen) {
    face::Face face;
    face.mesh = face_with(0.9F);
    const StillChange asked =
        still_change(face, {}, standard_expressions().at(Emotion::kSurprise), still_style(), true);
    EXPECT_EQ(asked.mouth, Mouth::kAsItIs);
    EXPECT_GT(asked.change.moved[26], 0.2F);
}

}  // namespace
}  // namespace ganemotion::migration
