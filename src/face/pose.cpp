#include "face/pose.h"

#include <array>
#include <cmath>
#include <numbers>

#include <Eigen/Geometry>

namespace ganemotion::face {
namespace {

/// Corners of the eyes, bridge, back, tip and wings of the nose, top of the forehead, ears: what bone and
/// cartilage hold.
constexpr std::array<int, 16> kRigidVertices = {33, 133, 362, 263, 168, 6,  197, 195,
                                                5,  4,   2,   98,  327, 10, 234, 454};

/// A column a vertex. Of dynamic size: with fixed ones Eigen 3.4's umeyama() draws a false warning from
/// GCC 12.
Eigen::MatrixXd rigid_vertices(const Vertices& mesh) {
    Eigen::MatrixXd columns(3, kRigidVertices.size());
    for (std::size_t i = 0; i < kRigidVertices.size(); ++i)
        columns.col(static_cast<Eigen::Index>(i)) = mesh.row(kRigidVertices[i]).cast<double>().transpose();
    return columns;
}

}  // namespace

Pose fit_pose(const Vertices& mesh, const Vertices& reference) {
    const Eigen::Matrix4d fit = Eigen::umeyama(rigid_vertices(reference), rigid_vertices(mesh), true);
    const Eigen::Matrix3d turned = fit.topLeftCorner<3, 3>();
    const double scale = std::cbrt(turned.determinant());
    Pose pose;
    pose.scale = static_cast<float>(scale);
    pose.rotation = (turned / scale).cast<float>();
    pose.translation = fit.topRightCorner<3, 1>().cast<float>();
    return pose;
}

Vertices pose_normalised(const Vertices& mesh, const Pose& pose) {
    // A row is a vertex: R^T (v - t) / s, transposed.
    return ((mesh.rowwise() - pose.translation.transpose()) * pose.rotation) / pose.scale;
}

Vertices posed(const Vertices& shape, const Pose& pose) {
    return (pose.scale * shape * pose.rotation.transpose()).rowwise() + pose.translation.transpose();
}

namespace {

float degrees(float radians) {
    return radians * 180 / std::numbers::pi_v<float>;
}

}  // namespace

HeadAngles head_angles(const Pose& pose) {
    const Eigen::Matrix3f& r = pose.rotation;
    // R = Rx(pitch) * Ry(yaw) * Rz(roll): its first row and last column hold all three.
    return {degrees(std::atan2(-r(1, 2), r(2, 2))),
            degrees(std::atan2(r(0, 2), std::hypot(r(0, 0), r(0, 1)))),
            degrees(std::atan2(-r(0, 1), r(0, 0)))};
}

float side_turn(const Pose& pose) {
    // Where the camera is, in the frame of the head.
    return degrees(std::atan2(-pose.rotation(2, 0), pose.rotation(2, 2)));
}

}  // namespace ganemotion::face
