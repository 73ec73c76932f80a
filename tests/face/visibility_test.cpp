#include "face/visibility.h"

#include <gtest/gtest.h>

#include <numbers>

#include "face/face_finder.h"
#include "face/pose.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

const cv::Size kLarge(4000, 4000);

/// The astronaut's mesh, in the middle of a large picture and turned so that the nose points at the camera,
/// then by `yaw` degrees towards the picture's right.
Vertices facing(float yaw) {
    static const Vertices mesh = FaceFinder().find(media::from_rgb(astronaut())).at(0).mesh;
    const Eigen::RowVector3f middle = (mesh.row(234) + mesh.row(454)) / 2;
    const Eigen::RowVector3f across = mesh.row(454) - mesh.row(234);
    const float straight = std::atan2(across.z(), across.x());
    const float angle = straight - yaw * std::numbers::pi_v<float> / 180;
    Eigen::Matrix3f turn;
    turn << std::cos(angle), 0, -std::sin(angle), 0, 1, 0, std::sin(angle), 0, std::cos(angle);
    Vertices turned = (mesh.rowwise() - middle) * turn;
    turned.leftCols<2>().array() += 2000;
    return turned;
}

TEST(Visibility, IsWholeSeenFromTheFront) {
    EXPECT_GT(visibility_of(facing(0), kLarge).minCoeff(), 0.9F);
}

TEST(Visibility, HidesTheSideThatIsTurnedAwayAndKeepsTheOther) {
    const VertexShares left = visibility_of(facing(50), kLarge);
    const VertexShares right = visibility_of(facing(-50), kLarge);
    const auto [hidden, seen] = std::minmax(left[234], left[454]);
    EXPECT_LT(hidden, 0.05F);
    EXPECT_GT(seen, 0.95F);
    EXPECT_LT(std::min(right[234], right[454]), 0.05F);
    EXPECT_NE(left[234] < left[454], right[234] < right[454]);
    EXPECT_EQ(left[1], 1) << "the tip of the nose";
}

TEST(Visibility, EndsAtThePicturesEdge) {
    Vertices mesh = facing(0);
    mesh.col(0).array() -= mesh(1, 0);
    const VertexShares shares = visibility_of(mesh, kLarge);
    EXPECT_EQ(shares[1], 0);
    EXPECT_EQ((shares.array() == 0).count(), (mesh.col(0).array() <= 0).count());
    EXPECT_GT((shares.array() > 0.9F).count(), 150);
}

}  // namespace
}  // namespace ganemotion::face
