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
/// Samples across one network pixel at most: a limit to the time that a very large face takes.
constexpr int kMaxSamplesAcross = 4;
/// Up to so many pixels of the picture on one of the network, bilinear sampling alone is good enough.
constexpr float kPixelsPerSample = 1.5F;

float angle_of(cv::Point2f from, cv::Point2f to) {
    return std::atan2(to.y - from.y, to.x - from.x);
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

cv::Mat sample_region(const media::Picture& picture, const Region& region, int side, int border) {
    const float pixels = region.side / static_cast<float>(side);
    const int samples =
        std::clamp(static_cast<int>(std::ceil(pixels / kPixelsPerSample)), 1, kMaxSamplesAcross);
    cv::Matx23f map = to_picture(region, side);
    if (samples == 1) return media::sample_rgb(picture, map, {side, side}, border);
    // The fine samples of a network pixel lie around the place of the single one.
    const float step = 1 / static_cast<float>(samples);
    const float first = (step - 1) / 2;
    for (int row : {0, 1}) {
        map(row, 2) += first * (map(row, 0) + map(row, 1));
        map(row, 0) *= step;
        map(row, 1) *= step;
    }
    const cv::Mat fine = media::sample_rgb(picture, map, {side * samples, side * samples}, border);
    cv::Mat coarse;
    cv::resize(fine, coarse, {side, side}, 0, 0, cv::INTER_AREA);
    return coarse;
}

}  // namespace ganemotion::face
