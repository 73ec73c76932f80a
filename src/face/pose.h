#pragma once

#include <Eigen/Core>

#include "face/face.h"

namespace ganemotion::face {

/// A similarity in space: picture = scale * rotation * reference + translation.
struct Pose {
    float scale = 1;
    Eigen::Matrix3f rotation = Eigen::Matrix3f::Identity();
    Eigen::Vector3f translation = Eigen::Vector3f::Zero();
};

/// The pose that brings `reference` nearest to `mesh`, least squares over the vertices that expressions do
/// not move (Kabsch 1976 with Umeyama's scale).
Pose fit_pose(const Vertices& mesh, const Vertices& reference);

/// `mesh` brought into the frame of the reference: what is left is the shape.
Vertices pose_normalised(const Vertices& mesh, const Pose& pose);

/// The mesh of a shape in the frame of the reference: the inverse of pose_normalised().
Vertices posed(const Vertices& shape, const Pose& pose);

/// Head angles in degrees with OpenFace's signs (its pose_Rx, pose_Ry, pose_Rz are the same in radians): axes
/// x to the right of the picture, y down, z away; rotation = Rx(pitch) Ry(yaw) Rz(roll). Pitch is positive
/// looking down, yaw positive turning to the person's right (the picture's left), roll positive tilting
/// clockwise in the picture (towards the person's left shoulder). The reference must look straight ahead.
struct HeadAngles {
    float pitch = 0, yaw = 0, roll = 0;
};
HeadAngles head_angles(const Pose& pose);

/// By how many degrees the head is turned to a side, with yaw's sign, as its own left and right see it: the
/// same however the head or the picture is tilted.
float side_turn(const Pose& pose);

}  // namespace ganemotion::face
