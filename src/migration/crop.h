#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"
#include "face/region.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// Pixels along a side of the crop that the generator of GANimation sees, as published.
inline constexpr int kCropSide = 128;

/// The part of the picture that it sees of a face: a square around the mesh, upright by the eyes.
face::Region crop_region(const face::Vertices& mesh);

/// The same as RGB (CV_8UC3) of kCropSide squared; beyond the picture's edge, its edge.
cv::Mat crop(const media::Picture& picture, const face::Vertices& mesh);

}  // namespace ganemotion::migration
