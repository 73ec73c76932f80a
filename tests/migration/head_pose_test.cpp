#include "migration/head_pose.h"

#include <gtest/gtest.h>

#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/migrator.h"

namespace ganemotion::migration {
namespace {

face::Pose turned_in_plane(float degrees) {
    const float angle = degrees * 3.14159265F / 180;
    face::Pose pose{.scale = 100};
    pose.rotation << std::cos(angle), -std::sin(angle), 0, std::sin(angle), std::cos(angle), 0, 0, 0, 1;
    return pose;
}

constexpr int kNoseTip = 1;
constexpr int kRightEar = 234;

TEST(HeadPose, SlidesTheFaceDownOverAnOutlineThatStays) {
    const face::Pose pose = turned_in_plane(0);
    const face::Vertices mesh = face::posed(action_units::mean_face(action_units::read_unit_weights()), pose);
    const face::Vertices moved = nod_displacement(mesh, pose, 5);
    EXPECT_GT(moved(kNoseTip, 1), 3) << "pixels of a face whose eyes are 100 apart";
    EXPECT_NEAR(moved(kNoseTip, 0), 0, 0.5F);
    EXPECT_LT(moved.row(kRightEar).norm(), 0.2F * moved.row(kNoseTip).norm());
}

TEST(HeadPose, NodsAlongTheHeadsOwnAxis) {
    const face::Pose pose = turned_in_plane(90);  // the face's down is the picture's left
    const face::Vertices mesh = face::posed(action_units::mean_face(action_units::read_unit_weights()), pose);
    EXPECT_LT(nod_displacement(mesh, pose, 5)(kNoseTip, 0), -3);
}

TEST(HeadPose, IsSeenByAFreshLookAtThePicture) {
    const media::Picture portrait = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    face::FaceFinder finder;
    const face::Face face = finder.find(portrait).at(0);
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    const auto pitch_of = [&](const face::Face& seen) {
        return face::head_angles(face::fit_pose(seen.mesh, mean_face)).pitch;
    };
    const Migrator migrator;
    for (const double nod : {5.0, -4.0}) {
        media::Picture nodding = portrait.clone();
        migrator.apply(nodding, face, {}, 1, {}, Mouth::kAsItIs, nod);
        const double seen = pitch_of(finder.find(nodding).at(0)) - pitch_of(face);
        EXPECT_GT(seen / nod, 0.2) << nod << " degrees asked for, seen " << seen;
    }
}

}  // namespace
}  // namespace ganemotion::migration
