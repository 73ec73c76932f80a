#include "face/texture.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "face/region.h"

namespace ganemotion::face {

namespace {

// A rim of texels without face, so that nothing is sampled across the border.
constexpr float kPadding = 0.02F;

constexpr int kRightEyeCorner = 33;
constexpr int kLeftEyeCorner = 263;

// Samples of the picture for a texel, across: fewer lose detail, more let grain through that trembles.
constexpr float kSamplesPerTexel = 1.2F;

float cross(cv::Point2f a, cv::Point2f b) {
    return a.x * b.y - a.y * b.x;
}

float pixels_per_texel(const Vertices& mesh, const std::vector<cv::Point2f>& places) {
    const float pixels = (mesh.row(kRightEyeCorner) - mesh.row(kLeftEyeCorner)).norm();
    return pixels / static_cast<float>(cv::norm(places[kRightEyeCorner] - places[kLeftEyeCorner]));
}

}  // namespace

TextureMap::TextureMap(const Vertices& mean_face)
    : inside_(kTextureSide, kTextureSide, CV_8UC1, cv::Scalar(0)) {
    const std::vector<cv::Point2f> flat = unrolled(mean_face);
    triangles_ = delaunay(flat);
    cv::Rect2f bounds(flat.front(), cv::Size2f());
    float right = flat.front().x;
    float bottom = flat.front().y;
    for (const auto& p : flat) {
        bounds.x = std::min(bounds.x, p.x);
        bounds.y = std::min(bounds.y, p.y);
        right = std::max(right, p.x);
        bottom = std::max(bottom, p.y);
    }
    const cv::Point2f middle((bounds.x + right) / 2, (bounds.y + bottom) / 2);
    const float scale = (1 - 2 * kPadding) * kTextureSide / std::max(right - bounds.x, bottom - bounds.y);
    constexpr float kMiddle = (kTextureSide - 1) / 2.0F;
    for (const auto& p : flat) places_.push_back(scale * (p - middle) + cv::Point2f(kMiddle, kMiddle));
    for (const Triangle& triangle : triangles_) add_texels_of(triangle);
}

void TextureMap::add_texels_of(const Triangle& triangle) {
    std::array<cv::Point2f, 3> p;
    for (std::size_t i = 0; i < 3; ++i) p[i] = places_[static_cast<std::size_t>(triangle[i])];
    const float area = cross(p[1] - p[0], p[2] - p[0]);
    const auto [left, right] = std::minmax({p[0].x, p[1].x, p[2].x});
    const auto [top, bottom] = std::minmax({p[0].y, p[1].y, p[2].y});
    for (int y = cvCeil(top); y <= cvFloor(bottom); ++y) {
        for (int x = cvCeil(left); x <= cvFloor(right); ++x) {
            const cv::Point2f at(static_cast<float>(x), static_cast<float>(y));
            const float a = cross(p[1] - at, p[2] - at) / area;
            const float b = cross(p[2] - at, p[0] - at) / area;
            const float c = 1 - a - b;
            if (a < 0 || b < 0 || c < 0 || inside_.at<uchar>(y, x) != 0) continue;
            inside_.at<uchar>(y, x) = 255;
            texels_.push_back({triangle, {a, b, c}, {x, y}});
        }
    }
}

cv::Mat TextureMap::texture(const media::Picture& picture, const Vertices& mesh) const {
    const cv::Rect2f box = box_of(mesh);
    const float shrink = std::max(1.0F, pixels_per_texel(mesh, places_) / kSamplesPerTexel);
    const int side = cvCeil(std::max(box.width, box.height) / shrink) + 2;
    const Region region{(box.tl() + box.br()) / 2, static_cast<float>(side) * shrink, 0};
    const cv::Mat seen = sample_region(picture, region, side, cv::BORDER_REPLICATE);

    const cv::Matx23f map = to_picture(region, side);
    const cv::Point2f origin(map(0, 2), map(1, 2));
    cv::Mat positions(kTextureSide, kTextureSide, CV_32FC2, cv::Scalar(-2, -2));
    for (const Texel& texel : texels_) {
        cv::Point2f at;
        for (std::size_t i = 0; i < 3; ++i)
            at += texel.weights[i] * cv::Point2f(mesh(texel.corners[i], 0), mesh(texel.corners[i], 1));
        positions.at<cv::Point2f>(texel.at) = (at - origin) / shrink;
    }
    cv::Mat texture;
    cv::remap(seen, texture, positions, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return texture;
}

cv::Mat TextureMap::spread(const VertexShares& shares) const {
    cv::Mat texture(kTextureSide, kTextureSide, CV_32FC1, cv::Scalar(0));
    for (const Texel& texel : texels_)
        for (std::size_t i = 0; i < 3; ++i)
            texture.at<float>(texel.at) += texel.weights[i] * shares[texel.corners[i]];
    return texture;
}

}  // namespace ganemotion::face
