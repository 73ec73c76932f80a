#include <gtest/gtest.h>

#include "action_units/estimator.h"
#include "action_units/frontal_view.h"
#include "face/turner.h"
#include "media/picture_file.h"

namespace ganemotion::training {
namespace {

TEST(ATurnedPortrait, IsSeenTurnedAndReadsMoreAsInFront) {
    Turner turner;
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    const auto front = turner.find(picture);
    ASSERT_TRUE(front);
    const action_units::FrontalView view(action_units::read_turning_weights());
    const auto seen = [&](const face::Face& face) {
        const face::Pose pose = face::fit_pose(face.mesh, turner.mean_face());
        return action_units::features_of(face::pose_normalised(face.mesh, pose), face.blendshapes);
    };
    const action_units::Features wanted = seen(*front);
    for (const float yaw : {-30.0F, 30.0F}) {
        const face::Face side = turner.find_turned(picture, *front, yaw);
        // Positive turns to the picture's right, the person's left.
        EXPECT_NEAR(turner.yaw_of(side) - turner.yaw_of(*front), -yaw, 10);
        const action_units::Features found = seen(side);
        EXPECT_LT((view.frontal(found, turner.yaw_of(side)) - wanted).norm(), 0.8F * (found - wanted).norm());
    }
}

}  // namespace
}  // namespace ganemotion::training
