#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"
#include "face/texture.h"
#include "media/picture.h"
#include "migration/skin.h"

namespace ganemotion::migration {

/// Lays paint onto the picture through the mesh, each plane at its own resolution: sample * gain + bias. The
/// paint is smooth, so sharpness and grain are those of the picture. Samples whose gain is 1 and bias 0 keep
/// their value exactly.
void overlay(media::Picture& picture, const face::Vertices& mesh, const face::TextureMap& map,
             const SkinPaint& paint);

/// A texture (CV_32FC1) as the picture shows it, at the resolution of plane 0; `outside` where no face is.
cv::Mat in_picture(const cv::Mat& texture, const face::Vertices& mesh, const face::TextureMap& map,
                   cv::Size picture, float outside);

/// How much of the paint each texel takes (CV_32FC1), by where the surface looks and how far it is seen.
cv::Mat seen_texture(const face::Face& face, const face::TextureMap& map);

/// The paint times such shares.
SkinPaint faded(const SkinPaint& paint, const cv::Mat& shares);

/// What the colour mask alone paints: the paint as if the attention mask were 0 all over the face.
SkinPaint colour_alone(const SkinPaint& paint);

}  // namespace ganemotion::migration
