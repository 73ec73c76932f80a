#include "action_units/appearance_estimator.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "action_units/appearance.h"
#include "action_units/gradients.h"
#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "media/picture_file.h"

namespace ganemotion::action_units {
namespace {

constexpr GradientGrid kGrid{.cell = 8, .directions = 6};

/// Stripes whose gradient points there.
cv::Mat stripes(double angle) {
    cv::Mat values(32, 32, CV_32FC1);
    for (int y = 0; y < values.rows; ++y)
        for (int x = 0; x < values.cols; ++x)
            values.at<float>(y, x) =
                static_cast<float>(std::sin(0.8 * (x * std::cos(angle) + y * std::sin(angle))));
    return values;
}

TEST(Gradients, FallIntoTheirDirection) {
    for (int direction = 0; direction < kGrid.directions; ++direction) {
        const double angle = direction * std::numbers::pi / kGrid.directions;
        const Eigen::MatrixXf histograms = gradient_histograms(stripes(angle), kGrid);
        for (Eigen::Index cell = 0; cell < histograms.cols(); ++cell) {
            Eigen::Index strongest = 0;
            histograms.col(cell).maxCoeff(&strongest);
            EXPECT_EQ(strongest, direction) << "in cell " << cell;
        }
    }
}

TEST(Gradients, AreAsStrongInAFaintPicture) {
    const Eigen::MatrixXf strong = gradient_histograms(stripes(1) * 20, kGrid);
    const Eigen::MatrixXf faint = gradient_histograms(stripes(1) * 5, kGrid);
    EXPECT_LT((strong - faint).norm(), 0.02F * strong.norm());
}

TEST(Appearance, IsTheSameInAMirror) {
    const face::TextureMap map(mean_face(read_unit_weights()));
    const AppearanceReader reader(map);
    cv::Mat texture(face::kTextureSide, face::kTextureSide, CV_8UC3), mirrored;
    cv::RNG(1).fill(texture, cv::RNG::UNIFORM, 0, 255);
    cv::GaussianBlur(texture, texture, {0, 0}, 2);
    texture.setTo(cv::Scalar::all(0), map.inside() == 0);
    cv::flip(texture, mirrored, 1);
    const Appearance one = reader.read(texture, 0.5F);
    const Appearance other = reader.read(mirrored, 0.5F);
    // The texture's own rim is not symmetric to the texel.
    EXPECT_LT((one.coarse - other.coarse).norm(), 0.05F * one.coarse.norm());
    EXPECT_LT((one.light - other.light).norm(), 0.05F * one.light.norm());
    EXPECT_GT((one.coarse - reader.read(texture, 1).coarse).norm(), 0.1F * one.coarse.norm());
}

TEST(Appearance, OfATurnedHeadIsTheNearHalfs) {
    EXPECT_FLOAT_EQ(left_share(0), 0.5F);
    EXPECT_NEAR(left_share(45), 0, 1e-6F);
    EXPECT_NEAR(left_share(-45), 1, 1e-6F);
}

class Astronaut : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        picture_ = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
        face_ = face::FaceFinder().find(picture_).at(0);
    }
    inline static media::Picture picture_;
    inline static face::Face face_;
    AppearanceEstimator estimator_;
};

TEST_F(Astronaut, Smiles) {
    const ActionUnits units = estimator_.estimate(estimator_.look(picture_, face_));
    EXPECT_GT(units[12], 0.4F);
    EXPECT_GT(units[25], 0.4F);
    EXPECT_LT(units[15], kPresent);
    EXPECT_LT(units[4], kPresent);
}

TEST_F(Astronaut, ReadsTheSameInHalfTheLight) {
    const ActionUnits units = estimator_.estimate(estimator_.look(picture_, face_));
    const media::Picture dark = media::from_rgb(media::to_rgb(picture_) * 0.5);
    const ActionUnits same = estimator_.estimate(estimator_.look(dark, face_));
    for (const int unit : kActionUnits) EXPECT_NEAR(units[unit], same[unit], 0.05F) << action_unit_name(unit);
}

TEST_F(Astronaut, ShowsLittleBesideItself) {
    const Impression seen = estimator_.look(picture_, face_);
    const ActionUnits units = estimator_.estimate(seen, seen);
    for (const int unit : kActionUnits) EXPECT_LT(units[unit], 0.45F) << action_unit_name(unit);
    EXPECT_LT(units[12], estimator_.estimate(seen)[12] / 2);
}

TEST_F(Astronaut, RestsInTheMeanOfTheCalmest) {
    const Impression seen = estimator_.look(picture_, face_);
    Impression calm = seen;
    for (Code& code : calm.codes) code.setZero();
    calm.frontal.blendshapes.fill(0);
    const Impression resting = estimator_.resting({seen, calm, seen, seen});
    for (const Code& code : resting.codes) EXPECT_LT(code.norm(), 1e-5F);
}

}  // namespace
}  // namespace ganemotion::action_units
