#pragma once

#include <vector>

#include "face/face_finder.h"
#include "face/face_networks.h"

namespace ganemotion::face {

/// A step of the search for faces: regions of one size that the detector looks at.
using Look = std::vector<Region>;

/// The looks that a picture deserves, coarse to fine: from farther away than the whole, for a face that fills
/// it; the whole; overlapping squares of its short side, of half and of a quarter of it, for faces too small
/// in the whole.
struct Looks {
    Look farther, whole;
    std::vector<Look> parts;
};
Looks looks_at(cv::Size size, int rotation);

/// True where faces of a size that matters beside one of this width are too small for the detector in that
/// look.
bool hides_faces(const Look& look, float width_of_largest);

/// The mesh of the face in a region, looked for `passes` times, each time in the region that the mesh before
/// gives.
FaceNetworks::Mesh settled_mesh(FaceNetworks& networks, const media::Picture& picture, Region region,
                                int passes);

/// Adds the faces that a look shows and the mesh network confirms to `found`, those that are not there yet,
/// large ones first, until there are `options.max_faces`.
void search(FaceNetworks& networks, const media::Picture& picture, const Look& look,
            const FinderOptions& options, std::vector<FaceNetworks::Mesh>& found);

/// The faces of a picture: as coarse a look as shows one, and finer ones as long as others of its kind could
/// hide. Largest first.
std::vector<FaceNetworks::Mesh> search(FaceNetworks& networks, const media::Picture& picture, int rotation,
                                       const FinderOptions& options);

/// Intersection over union of the boxes around two meshes, 0..1.
float overlap(const Vertices& a, const Vertices& b);

}  // namespace ganemotion::face
