#include "face/vertex_colours.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "face/region.h"

namespace ganemotion::face {

namespace {

// The face is looked at in a square of so many pixels: coarse enough that freckles and noise are gone.
constexpr int kSide = 72;
constexpr double kBlur = 0.8;

// What is darker than this share of 255 has no colour that could be told.
constexpr float kBlack = 10;

Eigen::RowVector3f logarithms(const cv::Vec3b& rgb) {
    const float red = static_cast<float>(rgb[0]) + kBlack;
    const float green = static_cast<float>(rgb[1]) + kBlack;
    const float blue = static_cast<float>(rgb[2]) + kBlack;
    return {std::log(red / green), std::log(blue / green), std::log((red + 2 * green + blue) / 4)};
}

}  // namespace

VertexColours vertex_colours(const media::Picture& picture, const Vertices& mesh) {
    const cv::Matx23f map = to_picture(region_of(mesh), kSide);
    cv::Mat seen = media::sample_rgb(picture, map, {kSide, kSide}, cv::BORDER_REPLICATE);
    cv::GaussianBlur(seen, seen, {0, 0}, kBlur);
    // The square is turned and scaled alone: the inverse of its map is its transpose.
    const float squared = map(0, 0) * map(0, 0) + map(1, 0) * map(1, 0);
    VertexColours colours;
    for (int i = 0; i < kFaceVertexCount; ++i) {
        const float x = mesh(i, 0) - map(0, 2);
        const float y = mesh(i, 1) - map(1, 2);
        const int u = cvRound((map(0, 0) * x + map(1, 0) * y) / squared);
        const int v = cvRound((map(0, 1) * x + map(1, 1) * y) / squared);
        colours.row(i) =
            logarithms(seen.at<cv::Vec3b>(std::clamp(v, 0, kSide - 1), std::clamp(u, 0, kSide - 1)));
    }
    return colours;
}

}  // namespace ganemotion::face
