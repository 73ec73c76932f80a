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

/// The pose that brings `reference` nearest to `mesh`, least squares over the vertices that expressions do not move
/// (Kabsch 1976 with Umeyama's scale).
Pose fit_pose(const Vertices& mesh, const Vertices& reference);

/// `mesh` brought into the frame of the reference: what is left is the shape.
Vertices pose_normalised(const Vertices& mesh, const Pose& pose);

/// Head angles in degrees: pitch positive looking down, yaw positive turning to the person's left, roll positive
/// tilting towards the person's right shoulder... as OpenFace gives pose_Rx, pose_Ry, pose_Rz.
struct HeadAngles {
    float pitch = 0, yaw = 0, roll = 0;
};
HeadAngles head_angles(const Pose& pose);

}  // namespace ganemotion::face
