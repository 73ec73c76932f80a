#pragma once

#include <opencv2/core.hpp>

#include "face/detection.h"
#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::face {

/// A turned square of a picture that a network looks at, in pixels of the picture.
struct Region {
    cv::Point2f centre;
    float side = 0;
    float angle = 0;  ///< radians, clockwise on the screen: how far the region's own x axis is turned
};

/// The box around a mesh.
cv::Rect2f box_of(const Vertices& mesh);

/// Where the face network looks for a detected face: upright by the eyes, half as large again as the box.
Region region_of(const Detection& detection);

/// Where the face network looks for a face whose mesh is known, from the frame before or from a rougher look:
/// the square around it, half as large again, upright by the eyes.
Region region_of(const Vertices& mesh);

/// The whole picture in the middle of a square, turned upright. `rotation`: degrees clockwise, a multiple
/// of 90.
Region whole_picture(cv::Size size, int rotation);

/// The map from pixels of a square network input of that side to the picture.
cv::Matx23f to_picture(const Region& region, int side);

/// A point by such a map.
cv::Point2f mapped(const cv::Matx23f& map, cv::Point2f point);

/// A detection in coordinates 0..1 of the region, in pixels of the picture.
Detection in_picture(Detection detection, const Region& region);

/// The region as RGB, `side` x `side`. Where many pixels of the picture fall on one, they are averaged, so
/// that neither fine texture nor the camera's noise makes the answer tremble.
cv::Mat sample_region(const media::Picture& picture, const Region& region, int side, int border);

}  // namespace ganemotion::face
