#include "face/identity_views.h"

#include <cmath>
#include <random>

#include <opencv2/imgproc.hpp>

#include "face/region.h"
#include "face/search.h"
#include "face/turned_picture.h"
#include "units/damage.h"

namespace ganemotion::training {

namespace {

constexpr int kPasses = 3;
constexpr float kPresent = 0.5F;
constexpr float kSmallFace = 60;  // pixels
constexpr double kGrain = 4;      // of 255, standard deviation: a camera's noise
constexpr float kYaw = 30;        // degrees
constexpr float kDarkSide = 0.35F;
constexpr float kTint = 0.25F;                      // red and blue more or less by up to so much
constexpr float kHardest = 1.4F, kSoftest = 0.75F;  // exponents of the tones

media::Picture small(const SeenFace& face, float scale, std::uint64_t seed) {
    cv::Mat rgb;
    cv::resize(media::to_rgb(face.picture), rgb, {}, static_cast<double>(scale), static_cast<double>(scale),
               cv::INTER_AREA);
    cv::Mat noise(rgb.size(), CV_16SC3);
    cv::RNG(seed + 1).fill(noise, cv::RNG::NORMAL, 0, kGrain);
    cv::add(rgb, noise, rgb, cv::noArray(), CV_8U);
    return media::from_rgb(rgb);
}

/// One side of the face is lit less than the other, in another colour, and the camera's tones are others.
media::Picture side_lit(const SeenFace& face, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto between = [&](float from, float to) {
        return std::uniform_real_distribution<float>(from, to)(random);
    };
    const float angle = between(0, 2 * static_cast<float>(CV_PI));
    const float dark = between(kDarkSide, 1);
    const float tint = between(-kTint, kTint);
    const float hardness = between(kSoftest, kHardest);
    const cv::Rect2f box = face::box_of(face.mesh);
    const cv::Point2f middle = (box.tl() + box.br()) / 2;
    cv::Mat rgb;
    media::to_rgb(face.picture).convertTo(rgb, CV_32F, 1 / 255.0);
    cv::pow(rgb, hardness, rgb);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const cv::Point2f off =
                (cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - middle) / (0.5F * box.width);
            const float side = off.x * std::cos(angle) + off.y * std::sin(angle);
            const float share = 1 / (1 + std::exp(-2 * side));  // 0 on the dark side, 1 on the lit one
            const float light = dark + (1 - dark) * share;
            auto& pixel = rgb.at<cv::Vec3f>(y, x);
            // Half of the tint is on all of it, half on the lit side alone.
            const float warm = tint * (0.5F + 0.5F * share);
            pixel[0] *= light * (1 + warm);
            pixel[1] *= light;
            pixel[2] *= light * (1 - warm);
        }
    rgb.convertTo(rgb, CV_8U, 255);
    return media::from_rgb(rgb);
}

}  // namespace

std::string name_of(IdentityView view) {
    switch (view) {
        case IdentityView::kAsItIs:
            return "as it is";
        case IdentityView::kSmall:
            return "60 pixels wide, with noise";
        case IdentityView::kDark:
            return "three stops darker, with noise";
        case IdentityView::kSideLit:
            return "lit from a side, in another colour";
        case IdentityView::kTurned:
            return "turned by 30 degrees";
    }
    return {};
}

std::optional<SeenFace> IdentityViewer::find(const media::Picture& picture) {
    const auto found = face::search(networks_, picture, 0, {});
    if (found.empty()) return std::nullopt;
    return SeenFace{picture, found.front().vertices};
}

std::optional<SeenFace> IdentityViewer::seen(const SeenFace& face, IdentityView view, std::uint64_t seed) {
    switch (view) {
        case IdentityView::kAsItIs:
            return face;
        case IdentityView::kSmall: {
            const float scale = std::min(1.0F, kSmallFace / face::box_of(face.mesh).width);
            return found_again(small(face, scale, seed), scale * face.mesh);
        }
        case IdentityView::kDark:
            return found_again(damages().front().apply(face.picture, 0, seed), face.mesh);
        case IdentityView::kSideLit:
            return found_again(side_lit(face, seed), face.mesh);
        case IdentityView::kTurned: {
            const float yaw = seed % 2 == 0 ? kYaw : -kYaw;
            return found_again(turned_picture(face.picture, face.mesh, triangles_, yaw),
                               turned(face.mesh, yaw));
        }
    }
    return std::nullopt;
}

std::optional<SeenFace> IdentityViewer::found_again(media::Picture picture, const face::Vertices& expected) {
    const auto mesh = face::settled_mesh(networks_, picture, face::region_of(expected), kPasses);
    if (mesh.presence < kPresent) return std::nullopt;
    return SeenFace{std::move(picture), mesh.vertices};
}

}  // namespace ganemotion::training
