#pragma once

#include <vector>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "media/picture.h"
#include "migration/topology.h"

namespace ganemotion::migration {

/// Where each pixel of a region comes from: the new picture at (x, y) is the old one at (x, y) - offset(x,
/// y). The offset is smooth, given on a grid, and exactly 0 at the region's border and outside.
struct WarpField {
    cv::Rect region;  ///< in pixels of the picture, inside of it; empty where nothing moves
    cv::Mat offset;   ///< CV_32FC2, pixels; covers `region` evenly with fewer nodes than pixels
};

/// The field that carries the vertices of `mesh` by `displacement`: linear over the triangles, smoothed a
/// little so that no edge of a triangle shows.
WarpField warp_field(const face::Vertices& mesh, const face::Vertices& displacement,
                     const std::vector<Triangle>& triangles, cv::Size picture);

/// Moves the pixels, bicubic, each plane at its own resolution; where light is pressed together, more than
/// one pixel into one, the mean of neighbours is mixed in, which keeps noise from growing. Pixels outside of
/// the region, and those whose offset is below 1/64 pixel, keep their value exactly.
void warp(media::Picture& picture, const WarpField& field);

}  // namespace ganemotion::migration
