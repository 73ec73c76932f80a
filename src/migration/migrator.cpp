#include "migration/migrator.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "action_units/mean_face.h"
#include "face/pose.h"
#include "migration/geometry.h"
#include "migration/lips.h"
#include "migration/topology.h"

namespace ganemotion::migration {

namespace {

// Beyond 35 degrees the far half of the mesh is guessed rather than seen, at 55 it is hidden.
constexpr double kFullUpTo = 35;
constexpr double kNothingFrom = 55;

double degrees_from_camera(const face::Pose& pose) {
    const double cosine = std::clamp(static_cast<double>(pose.rotation(2, 2)), -1.0, 1.0);
    return std::acos(cosine) * 180 / std::numbers::pi;
}

}  // namespace

double facing_share(double degrees) {
    const double beyond = std::clamp((degrees - kFullUpTo) / (kNothingFrom - kFullUpTo), 0.0, 1.0);
    return 0.5 + 0.5 * std::cos(beyond * std::numbers::pi);
}

struct Migrator::State {
    face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    std::vector<Triangle> triangles = triangulate(mean_face);
    Geometry geometry;
};

Migrator::Migrator() : state_(std::make_unique<State>()) {}
Migrator::~Migrator() = default;
Migrator::Migrator(Migrator&&) noexcept = default;

WarpField Migrator::field(const face::Face& face, const ActionUnits& change, cv::Size picture,
                          double parting) const {
    const face::Pose pose = face::fit_pose(face.mesh, state_->mean_face);
    const auto share = static_cast<float>(facing_share(degrees_from_camera(pose)));
    const face::Vertices moved =
        state_->geometry.displacement(share * change, pose, parting * mouth_openness(face.mesh));
    const face::Vertices displacement = moved.array().colwise() * face.visibility.array();
    return warp_field(face.mesh, displacement, state_->triangles, picture);
}

void Migrator::apply(media::Picture& picture, const face::Face& face, const ActionUnits& change,
                     double parting) const {
    warp(picture, field(face, change, picture.size(), parting));
}

}  // namespace ganemotion::migration
