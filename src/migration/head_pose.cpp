#include "migration/head_pose.h"

#include <cmath>
#include <numbers>

#include <Eigen/Geometry>

namespace ganemotion::migration {

namespace {

// The outline before each ear.
constexpr int kRightEar = 234;
constexpr int kLeftEar = 454;

}  // namespace

double nod_of(Emotion emotion) {
    switch (emotion) {
        case Emotion::kSad:
            return 5;
        case Emotion::kSurprise:
            return -4;
        case Emotion::kFear:
            return -3;
        default:
            return 0;
    }
}

face::Vertices nod_displacement(const face::Vertices& mesh, const face::Pose& pose, double degrees) {
    const face::Vertices shape = face::pose_normalised(mesh, pose);
    const Eigen::RowVector3f axis = (shape.row(kRightEar) + shape.row(kLeftEar)) / 2;
    const auto angle = static_cast<float>(degrees * std::numbers::pi / 180);
    const Eigen::Matrix3f turn = Eigen::AngleAxisf(angle, Eigen::Vector3f::UnitX()).toRotationMatrix();
    const face::Vertices from_axis = shape.rowwise() - axis;
    const face::Vertices moved = from_axis * turn.transpose() - from_axis;
    return pose.scale * moved * pose.rotation.transpose();
}

}  // namespace ganemotion::migration
