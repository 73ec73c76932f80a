#pragma once

#include <opencv2/core.hpp>

#include "face/texture.h"

namespace ganemotion::migration {

/// Where skin may be painted, 0..1 a texel (CV_32FC1): exactly 0 on the eyeballs, inside of the lips and at
/// the rim of the face, with smooth transitions.
cv::Mat paint_mask(const face::TextureMap& map);

}  // namespace ganemotion::migration
