#pragma once

#include <opencv2/core.hpp>

#include "media/picture.h"
#include "migration/ganimation.h"

namespace ganemotion::migration {

/// Puts a painted crop back into the picture, each plane at its own resolution: what the attention mask keeps
/// stays as sharp as it was, the rest is as sharp as the crop. Pixels that are kept whole keep their value.
void overlay(media::Picture& picture, const CropPaint& paint);

/// The attention mask A as the picture shows it (CV_32FC1): 1 where nothing is painted.
cv::Mat attention_in_picture(const CropPaint& paint, cv::Size picture);

/// The paint as if the attention mask were 0 all over the crop.
CropPaint colour_alone(const CropPaint& paint);

}  // namespace ganemotion::migration
