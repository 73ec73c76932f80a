#pragma once

#include <optional>
#include <vector>

#include "action_units/mean_face.h"
#include "face/face.h"
#include "face/face_networks.h"
#include "face/pose.h"
#include "media/picture.h"
#include "migration/topology.h"

namespace ganemotion::training {

/// Finds faces, and finds them again after their head was turned (turned_picture.h).
class Turner {
  public:
    Turner();

    std::optional<face::Face> find(const media::Picture& picture);

    /// The face that is found where this one, of this picture, is turned by `yaw` degrees.
    face::Face find_turned(const media::Picture& picture, const face::Face& face, float yaw);

    [[nodiscard]] const face::Vertices& mean_face() const { return mean_face_; }
    [[nodiscard]] float yaw_of(const face::Face& face) const {
        return face::side_turn(face::fit_pose(face.mesh, mean_face_));
    }

  private:
    face::FaceNetworks networks_{1};
    face::Vertices mean_face_ = action_units::mean_face(action_units::read_unit_weights());
    std::vector<migration::Triangle> triangles_ = migration::triangulate(mean_face_);
};

}  // namespace ganemotion::training
