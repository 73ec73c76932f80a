#include "face/turner.h"

#include "face/region.h"
#include "face/search.h"
#include "face/turned_picture.h"

namespace ganemotion::training {

namespace {
constexpr int kPasses = 3;
}  // namespace

Turner::Turner() = default;

std::optional<face::Face> Turner::find(const media::Picture& picture) {
    const auto found = face::search(networks_, picture, 0, {});
    if (found.empty()) return std::nullopt;
    return face::face_of(found.front(), networks_, picture.size());
}

face::Face Turner::find_turned(const media::Picture& picture, const face::Face& face, float yaw) {
    const media::Picture side = turned_picture(picture, face.mesh, triangles_, yaw);
    const auto mesh = face::settled_mesh(networks_, side, face::region_of(turned(face.mesh, yaw)), kPasses);
    return face::face_of(mesh, networks_, side.size());
}

}  // namespace ganemotion::training
