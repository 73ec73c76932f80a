#pragma once

#include <Eigen/Core>

#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::face {

/// A row a vertex of the face: logarithms of red and of blue against green, and of the light.
using VertexColours = Eigen::Matrix<float, kFaceVertexCount, 3, Eigen::RowMajor>;

/// The colours of the face's places, coarse: what is finer than a fiftieth of the face's width is averaged.
VertexColours vertex_colours(const media::Picture& picture, const Vertices& mesh);

}  // namespace ganemotion::face
