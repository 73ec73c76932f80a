#include "face/pose.h"

#include <gtest/gtest.h>

#include <numbers>
#include <random>

#include <Eigen/Geometry>

namespace ganemotion::face {
namespace {

/// A head-like cloud of points: no face is needed to turn one.
Vertices some_shape() {
    std::mt19937 random(3);
    std::normal_distribution<float> normal(0, 50);
    Vertices shape;
    for (int i = 0; i < kVertexCount; ++i) shape.row(i) << normal(random), normal(random), normal(random);
    return shape;
}

Pose turned(float pitch, float yaw, float roll) {
    const float radian = std::numbers::pi_v<float> / 180;
    Pose pose;
    pose.scale = 1.7F;
    pose.rotation = (Eigen::AngleAxisf(pitch * radian, Eigen::Vector3f::UnitX()) *
                     Eigen::AngleAxisf(yaw * radian, Eigen::Vector3f::UnitY()) *
                     Eigen::AngleAxisf(roll * radian, Eigen::Vector3f::UnitZ()))
                        .toRotationMatrix();
    pose.translation << 300, 200, -10;
    return pose;
}

TEST(Pose, IsFoundAgainForEveryTurnOfTheHead) {
    const Vertices shape = some_shape();
    for (const float pitch : {-30.0F, 0.0F, 25.0F})
        for (const float yaw : {-60.0F, 0.0F, 45.0F})
            for (const float roll : {-170.0F, -20.0F, 0.0F, 90.0F}) {
                const Pose pose = turned(pitch, yaw, roll);
                const Pose found = fit_pose(posed(shape, pose), shape);
                EXPECT_NEAR(found.scale, pose.scale, 1e-4F);
                EXPECT_LT((found.rotation - pose.rotation).norm(), 1e-4F);
                EXPECT_LT((found.translation - pose.translation).norm(), 1e-2F);
                const HeadAngles angles = head_angles(found);
                EXPECT_NEAR(angles.pitch, pitch, 0.01F);
                EXPECT_NEAR(angles.yaw, yaw, 0.01F);
                EXPECT_NEAR(angles.roll, roll, 0.01F);
            }
}

TEST(Pose, TakenOffLeavesTheShape) {
    const Vertices shape = some_shape();
    const Pose pose = turned(10, -20, 30);
    EXPECT_LT((pose_normalised(posed(shape, pose), pose) - shape).cwiseAbs().maxCoeff(), 1e-3F);
}

TEST(Pose, IsNotMovedByTheMouth) {
    const Vertices shape = some_shape();
    Vertices open = shape;
    for (const int lower_lip : {14, 17, 87, 317, 152}) open(lower_lip, 1) += 40;
    const Pose pose = fit_pose(open, shape);
    EXPECT_NEAR(pose.scale, 1, 1e-5F);
    EXPECT_LT(pose.translation.norm(), 1e-3F);
}

TEST(HeadAngles, HaveTheSignsOfOpenFace) {
    // A nose in front of the head (towards the camera is -z; y is down) shows where the head points.
    const Eigen::Vector3f nose(0, 0, -1);
    EXPECT_GT((turned(20, 0, 0).rotation * nose).y(), 0) << "pitch is positive looking down";
    EXPECT_LT((turned(0, 20, 0).rotation * nose).x(), 0) << "yaw is positive towards the picture's left";
    const Eigen::Vector3f left_ear(1, 0, 0);
    EXPECT_GT((turned(0, 0, 20).rotation * left_ear).y(), 0) << "roll is positive clockwise";
}

TEST(SideTurn, IsTheYawWhateverTheTilt) {
    for (const float yaw : {-40.0F, 0.0F, 25.0F}) EXPECT_NEAR(side_turn(turned(0, yaw, 0)), yaw, 1e-3F);
    Pose tilted = turned(10, 30, 0);
    const float upright = side_turn(tilted);
    tilted.rotation = turned(0, 0, 50).rotation * tilted.rotation;  // the picture is turned
    EXPECT_NEAR(side_turn(tilted), upright, 1e-3F);
}

}  // namespace
}  // namespace ganemotion::face
