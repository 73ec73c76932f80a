#pragma once

#include <opencv2/core.hpp>

#include "media/picture.h"

namespace ganemotion::face {

/// The luma (plane 0) of a picture in `cells`, CV_32FC1 0..255: each the mean of `samples` x `samples` of its
/// pixels, for the whole picture would cost more than it tells.
cv::Mat coarse_luma(const media::Picture& picture, cv::Size cells, int samples);

}  // namespace ganemotion::face
