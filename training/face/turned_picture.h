#pragma once

#include "face/face.h"
#include "media/picture.h"
#include "migration/topology.h"

namespace ganemotion::training {

/// The picture as it would be with the head turned by `yaw` degrees about the vertical through its middle
/// (positive: towards the picture's right): the mesh with its depth, and a collar around it, drawn
/// with the picture on it, far triangles first. Where nothing is drawn the picture's mean colour stays.
media::Picture turned_picture(const media::Picture& picture, const face::Vertices& mesh,
                              const std::vector<migration::Triangle>& triangles, float yaw);

/// The mesh turned in the same way.
face::Vertices turned(const face::Vertices& mesh, float yaw);

}  // namespace ganemotion::training
