#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "action_units/mean_face.h"
#include "face/face.h"
#include "face/face_networks.h"
#include "media/picture.h"
#include "migration/topology.h"

namespace ganemotion::training {

/// Ways in which someone may be seen again.
enum class IdentityView {
    kAsItIs,
    kSmall,    ///< a face of 60 pixels, with a camera's noise
    kDark,     ///< three stops less light, with noise
    kSideLit,  ///< light from a side of chance, warm or cold
    kTurned,   ///< by 30 degrees, to either side
};
inline constexpr IdentityView kIdentityViews[] = {IdentityView::kAsItIs, IdentityView::kSmall,
                                                  IdentityView::kDark, IdentityView::kSideLit,
                                                  IdentityView::kTurned};
std::string name_of(IdentityView view);

/// A picture and the face that is found in it.
struct SeenFace {
    media::Picture picture;
    face::Vertices mesh;
};

/// Shows faces in these ways, and finds them there anew. One thread at a time.
class IdentityViewer {
  public:
    /// The largest face of a picture.
    std::optional<SeenFace> find(const media::Picture& picture);

    /// Nothing where the face is lost. `seed`: noise, light and side are others for each.
    std::optional<SeenFace> seen(const SeenFace& face, IdentityView view, std::uint64_t seed);

  private:
    face::FaceNetworks networks_{1};
    std::vector<migration::Triangle> triangles_ =
        migration::triangulate(action_units::mean_face(action_units::read_unit_weights()));

    std::optional<SeenFace> found_again(media::Picture picture, const face::Vertices& expected);
};

}  // namespace ganemotion::training
