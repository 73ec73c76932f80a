#include "face/region.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {
namespace {

/// How much larger than the face the region is, as the face network was trained (MediaPipe's face
/// landmarker).
constexpr float kMargin = 1.5F;
/// Outer corners of the person's right and left eye.
constexpr int kRightEyeCorner = 33, kLeftEyeCorner = 263;

float angle_of(cv::Point2f from, cv::Point2f to) {
    return std::atan2(to.y - from.y, to.x - from.x);
}

/// The part of the picture that a region of that map to it covers, in whole blocks of `block` pixels.
cv::Rect covered(const media::Picture& picture, const cv::Matx23f& map, int side, cv::Size block) {
    const auto s = static_cast<float>(side);
    const cv::Matx<float, 2, 4> corners = map * cv::Matx<float, 3, 4>(0, s, 0, s, 0, 0, s, s, 1, 1, 1, 1);
    const auto range = [&](int row, int length, int step) {
        const auto [low, high] =
            std::minmax({corners(row, 0), corners(row, 1), corners(row, 2), corners(row, 3)});
        const int last = length / step;
        const int from =
            std::clamp(static_cast<int>(std::floor(low / static_cast<float>(step))) - 1, 0, last);
        const int to =
            std::clamp(static_cast<int>(std::ceil(high / static_cast<float>(step))) + 2, from, last);
        return cv::Range(from * step, to * step);
    };
    const cv::Range x = range(0, picture.size().width, block.width);
    const cv::Range y = range(1, picture.size().height, block.height);
    return {x.start, y.start, x.size(), y.size()};
}

/// A part of the picture at 1 / factor of its size, blocks of pixels averaged. Chroma that lies on the left
/// one of two columns comes out a quarter to half a pixel further right than it should: the networks look at
/// shapes.
media::Picture shrunk(const media::Picture& picture, const cv::Rect& part, int factor) {
    media::Picture small = picture;
    const cv::Point shift = picture.chroma_shift();
    for (int i : {0, 1, 2}) {
        const cv::Point halvings = i == 0 ? cv::Point(0, 0) : shift;
        const cv::Rect there(part.x >> halvings.x, part.y >> halvings.y, part.width >> halvings.x,
                             part.height >> halvings.y);
        cv::resize(picture.planes[i](there), small.planes[i], there.size() / factor, 0, 0, cv::INTER_AREA);
    }
    return small;
}

}  // namespace

cv::Rect2f box_of(const Vertices& mesh) {
    const Eigen::RowVector3f low = mesh.colwise().minCoeff();
    const Eigen::RowVector3f high = mesh.colwise().maxCoeff();
    return {cv::Point2f(low.x(), low.y()), cv::Point2f(high.x(), high.y())};
}

Region region_of(const Detection& detection) {
    return {detection.centre, detection.side * kMargin,
            angle_of(detection.keypoints[0], detection.keypoints[1])};
}

Region region_of(const Vertices& mesh) {
    const cv::Rect2f box = box_of(mesh);
    return {(box.tl() + box.br()) / 2, kMargin * std::max(box.width, box.height),
            angle_of({mesh(kRightEyeCorner, 0), mesh(kRightEyeCorner, 1)},
                     {mesh(kLeftEyeCorner, 0), mesh(kLeftEyeCorner, 1)})};
}

Region whole_picture(cv::Size size, int rotation) {
    const auto side = static_cast<float>(std::max(size.width, size.height));
    return {cv::Point2f(static_cast<float>(size.width), static_cast<float>(size.height)) / 2, side,
            -static_cast<float>(rotation) * std::numbers::pi_v<float> / 180};
}

cv::Matx23f to_picture(const Region& region, int side) {
    const float pixels = region.side / static_cast<float>(side);
    const float c = std::cos(region.angle);
    const float s = std::sin(region.angle);
    const float half = static_cast<float>(side) / 2;
    cv::Matx23f map(c * pixels, -s * pixels, 0, s * pixels, c * pixels, 0);
    map(0, 2) = region.centre.x - half * (map(0, 0) + map(0, 1));
    map(1, 2) = region.centre.y - half * (map(1, 0) + map(1, 1));
    return map;
}

cv::Point2f mapped(const cv::Matx23f& map, cv::Point2f point) {
    const cv::Vec2f there = map * cv::Vec3f(point.x, point.y, 1);
    return {there[0], there[1]};
}

Detection in_picture(Detection detection, const Region& region) {
    const cv::Matx23f map = to_picture(region, 1);
    detection.centre = mapped(map, detection.centre);
    detection.side *= region.side;
    for (cv::Point2f& point : detection.keypoints) point = mapped(map, point);
    return detection;
}

cv::Mat sample_region(const media::Picture& picture, const Region& region, int side, int border) {
    const cv::Matx23f map = to_picture(region, side);
    // Bilinear sampling sees two pixels across: up to there it misses none.
    const int factor = static_cast<int>(region.side / static_cast<float>(side));
    const cv::Point shift = picture.chroma_shift();
    const cv::Size block(factor << shift.x, factor << shift.y);
    const cv::Rect part = factor < 2 ? cv::Rect() : covered(picture, map, side, block);
    if (part.empty()) return media::sample_rgb(picture, map, {side, side}, border);
    const auto k = static_cast<float>(factor);
    const auto corner =
        cv::Point2f(part.tl()) + cv::Point2f(k - 1, k - 1) / 2;  // the centre of the first block
    cv::Matx23f to_small = map * (1 / k);
    to_small(0, 2) -= corner.x / k;
    to_small(1, 2) -= corner.y / k;
    return media::sample_rgb(shrunk(picture, part, factor), to_small, {side, side}, border);
}

}  // namespace ganemotion::face
