#include "action_units/estimator.h"

#include <cmath>

#include <gtest/gtest.h>

#include "expression/expression.h"
#include "face/face_finder.h"
#include "media/picture_file.h"

namespace ganemotion::action_units {
namespace {

class Portrait : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        face_ = face::FaceFinder()
                    .find(media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png"))
                    .at(0);
    }
    inline static face::Face face_;
    Estimator estimator_;
};

TEST_F(Portrait, OfASmileShowsAu12) {
    const ActionUnits units = estimator_.estimate(face_);
    EXPECT_GT(units[12], 0.4F);
    EXPECT_LT(units[15], 0.3F);
    EXPECT_EQ(expression::UnitClassifier().classify(units).most_probable(), Emotion::kHappy);
}

TEST_F(Portrait, ShowsNothingAgainstItself) {
    const ActionUnits units = estimator_.estimate_unlimited(face_, estimator_.resting_face(face_));
    for (const int unit : kActionUnits) EXPECT_NEAR(units[unit], 0, 1e-4F) << action_unit_name(unit);
}

TEST_F(Portrait, ReadsTheSameTurnedAndScaledInThePicture) {
    face::Face turned = face_;
    const float angle = 0.4F;
    for (int i = 0; i < face::kVertexCount; ++i) {
        const float x = face_.mesh(i, 0);
        const float y = face_.mesh(i, 1);
        turned.mesh(i, 0) = 2 * (x * std::cos(angle) - y * std::sin(angle)) + 30;
        turned.mesh(i, 1) = 2 * (x * std::sin(angle) + y * std::cos(angle)) - 10;
        turned.mesh(i, 2) = 2 * face_.mesh(i, 2);
    }
    const ActionUnits units = estimator_.estimate(face_);
    const ActionUnits same = estimator_.estimate(turned);
    for (const int unit : kActionUnits) EXPECT_NEAR(units[unit], same[unit], 1e-3F) << action_unit_name(unit);
}

TEST_F(Portrait, AmongCalmerFacesIsNotTheResting) {
    face::Face calm = face_;
    calm.mesh = estimator_.resting_face(face_).mesh;
    for (float& score : calm.blendshapes) score = 0;
    const RestingFace resting = estimator_.resting_face(std::vector{face_, calm, face_, face_});
    for (const float score : resting.blendshapes) EXPECT_NEAR(score, 0, 0.02F);
}

}  // namespace
}  // namespace ganemotion::action_units
