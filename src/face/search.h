#pragma once

#include <vector>

#include "face/face_finder.h"
#include "face/face_networks.h"

namespace ganemotion::face {

/// A step of the search for faces: where the detector looks, all regions of it before anything is decided.
using Look = std::vector<Region>;

/// The looks that a picture deserves, in turn until one finds a face: the whole of it; from farther away, for
/// a face that fills it; squares of the short side and of half of it, for faces too small in the whole.
std::vector<Look> looks_at(cv::Size size, int rotation);

/// The mesh of the face in a region, looked for `passes` times, each time in the region that the mesh before
/// gives.
FaceNetworks::Mesh settled_mesh(FaceNetworks& networks, const media::Picture& picture, Region region,
                                int passes);

/// The faces that a look finds and the mesh network confirms, each once, largest first, no more than
/// `options.max_faces`.
std::vector<FaceNetworks::Mesh> search(FaceNetworks& networks, const media::Picture& picture,
                                       const Look& look, const FinderOptions& options);

/// Intersection over union of the boxes around two meshes, 0..1.
float overlap(const Vertices& a, const Vertices& b);

}  // namespace ganemotion::face
