#include "expression/aligned_face.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "expression/backbone.h"
#include "face/region.h"

namespace ganemotion::expression {

namespace {

// FER2013's framing, in shares of its side: medians over 381 enlarged pictures of PublicTest in which the
// mesh sees a face (ganemotion evaluate expression --framing). Across, the eyes are in the middle (0.000).
constexpr float kSize = 0.535F;       ///< FacePoints::size(); quartiles 0.480 and 0.580
constexpr float kEyesAbove = 0.106F;  ///< the middle of the picture; quartiles 0.083 and 0.140

// Corners of the eyes and of the mouth in the mesh.
constexpr int kRightOuter = 33, kRightInner = 133, kLeftInner = 362, kLeftOuter = 263;
constexpr int kMouthRight = 61, kMouthLeft = 291;

cv::Point2f midway(const face::Vertices& mesh, int a, int b) {
    return {(mesh(a, 0) + mesh(b, 0)) / 2, (mesh(a, 1) + mesh(b, 1)) / 2};
}

}  // namespace

float FacePoints::size() const {
    const cv::Point2f down = mouth - eyes;
    return std::sqrt(right_to_left.dot(right_to_left) + down.dot(down));
}

FacePoints points_of(const face::Vertices& mesh) {
    const cv::Point2f right = midway(mesh, kRightOuter, kRightInner);
    const cv::Point2f left = midway(mesh, kLeftInner, kLeftOuter);
    return {(right + left) / 2, left - right, midway(mesh, kMouthRight, kMouthLeft)};
}

cv::Mat aligned_face(const media::Picture& picture, const face::Vertices& mesh) {
    const FacePoints points = points_of(mesh);
    face::Region region;
    region.side = points.size() / kSize;
    region.angle = std::atan2(points.right_to_left.y, points.right_to_left.x);
    const cv::Point2f down(-std::sin(region.angle), std::cos(region.angle));
    region.centre = points.eyes + down * (kEyesAbove * region.side);
    cv::Mat gray;
    cv::cvtColor(face::sample_region(picture, region, kFaceSide, cv::BORDER_REPLICATE), gray,
                 cv::COLOR_RGB2GRAY);
    return gray;
}

cv::Mat gray_crop(const media::Picture& crop) {
    cv::Mat gray, small;
    cv::cvtColor(media::to_rgb(crop), gray, cv::COLOR_RGB2GRAY);
    const bool shrinks = gray.cols > kFaceSide || gray.rows > kFaceSide;
    cv::resize(gray, small, {kFaceSide, kFaceSide}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return small;
}

}  // namespace ganemotion::expression
