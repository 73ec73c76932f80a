#include "migration/migrator.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/attention_rule.h"

namespace ganemotion::migration {
namespace {

// The public-domain portrait of an astronaut that scikit-image ships.
class Portrait : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        picture_ = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
        face_ = face::FaceFinder().find(picture_).at(0);
    }
    static int changed_pixels(const media::Picture& after, const cv::Rect& outside_of = {}) {
        cv::Mat before_rgb = media::to_rgb(picture_).clone();
        cv::Mat after_rgb = media::to_rgb(after).clone();
        before_rgb(outside_of).setTo(0);
        after_rgb(outside_of).setTo(0);
        return static_cast<int>(cv::norm(before_rgb, after_rgb, cv::NORM_L1));
    }
    inline static media::Picture picture_;
    inline static face::Face face_;
    Migrator migrator_;
};

TEST_F(Portrait, StaysBitExactWithoutAChange) {
    media::Picture same = picture_.clone();
    migrator_.apply(same, face_, {});
    EXPECT_EQ(changed_pixels(same), 0);
}

TEST_F(Portrait, ChangesOnlyAroundTheFace) {
    ActionUnits change;
    change[1] = change[2] = change[26] = 0.8F;
    media::Picture after = picture_.clone();
    migrator_.apply(after, face_, change);
    const cv::Rect region = migrator_.field(face_, change, picture_.size()).region;
    EXPECT_GT(changed_pixels(after), 0);
    EXPECT_EQ(changed_pixels(after, region), 0);
    EXPECT_LT(region.width, 2 * face_.box.width);
}

TEST_F(Portrait, ShowsTheUnitsThatWereAskedFor) {
    const action_units::Estimator estimator;
    const auto resting = estimator.resting_face(face_);
    face::FaceFinder finder;
    for (const int unit : {1, 2, 4}) {
        ActionUnits change;
        change[unit] = 0.6F;
        media::Picture after = picture_.clone();
        migrator_.apply(after, face_, change);
        const ActionUnits measured = estimator.estimate_unlimited(finder.find(after).at(0), resting);
        EXPECT_GT(measured[unit], 0.3F) << action_unit_name(unit);
    }
}

TEST_F(Portrait, KeepsASubsampledPictureInRegister) {
    // The same edit on 4:2:0 planes and on RGB gives the same picture, but for chroma's resolution.
    ActionUnits change;
    change[1] = change[4] = 0.7F;
    media::Picture rgb = picture_.clone();
    migrator_.apply(rgb, face_, change);

    cv::Mat i420;
    cv::cvtColor(media::to_rgb(picture_), i420, cv::COLOR_RGB2YUV_I420);
    const int width = picture_.size().width;
    const int height = picture_.size().height;
    media::Picture planar;
    planar.color = media::ColorModel::kYuv601;
    planar.full_range = false;
    planar.planes[0] = i420.rowRange(0, height).clone();
    planar.planes[1] = i420.rowRange(height, height + height / 4).clone().reshape(1, height / 2);
    planar.planes[2] = i420.rowRange(height + height / 4, i420.rows).clone().reshape(1, height / 2);
    ASSERT_EQ(planar.planes[1].cols, width / 2);
    migrator_.apply(planar, face_, change);

    cv::Mat difference;
    cv::absdiff(media::to_rgb(planar), media::to_rgb(rgb), difference);
    EXPECT_LT(cv::mean(difference)[0], 3);
}

TEST(FacingShare, FallsFromWholeToNothingAsTheHeadTurns) {
    EXPECT_EQ(facing_share(0), 1);
    EXPECT_EQ(facing_share(35), 1);
    EXPECT_NEAR(facing_share(45), 0.5, 1e-9);
    EXPECT_NEAR(facing_share(55), 0, 1e-9);
    EXPECT_NEAR(facing_share(90), 0, 1e-9);
}

}  // namespace
}  // namespace ganemotion::migration
