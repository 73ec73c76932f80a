#include "migration/crop_overlay.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "migration/crop.h"

namespace ganemotion::migration {

namespace {

constexpr float kNeutralChroma = 128;
constexpr float kBlackOfLimitedRange = 16;

/// Two maps one after the other, 2x3 each.
cv::Matx23f after(const cv::Matx23f& second, const cv::Matx23f& first) {
    const cv::Matx33f whole(first(0, 0), first(0, 1), first(0, 2), first(1, 0), first(1, 1), first(1, 2), 0,
                            0, 1);
    return second * whole;
}

/// The samples of a plane that a crop covers, by the map from the crop to the plane.
cv::Rect covered(const cv::Matx23f& to_plane, cv::Size plane) {
    const auto s = static_cast<float>(kCropSide);
    const cv::Matx<float, 2, 4> corners =
        to_plane * cv::Matx<float, 3, 4>(0, s, 0, s, 0, 0, s, s, 1, 1, 1, 1);
    std::vector<cv::Point2f> points;
    for (int i = 0; i < 4; ++i) points.emplace_back(corners(0, i), corners(1, i));
    return cv::boundingRect(points) & cv::Rect({0, 0}, plane);
}

/// A picture of the crop as that part of the plane shows it; 0 outside of the crop.
cv::Mat in_plane(const cv::Mat& crop, cv::Matx23f to_plane, const cv::Rect& part) {
    to_plane(0, 2) -= static_cast<float>(part.x);
    to_plane(1, 2) -= static_cast<float>(part.y);
    cv::Mat shown;
    cv::warpAffine(crop, shown, to_plane, part.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    return shown;
}

void overlay_plane(cv::Mat& plane, const cv::Mat& colour, const cv::Mat& share, const cv::Matx23f& to_plane) {
    const cv::Rect part = covered(to_plane, plane.size());
    if (part.empty()) return;
    const cv::Mat painted = in_plane(colour, to_plane, part);
    const cv::Mat shares = in_plane(share, to_plane, part);
    for (int y = 0; y < part.height; ++y) {
        uchar* const sample = plane.ptr(part.y + y) + part.x;
        const float* const c = painted.ptr<float>(y);
        const float* const s = shares.ptr<float>(y);
        for (int x = 0; x < part.width; ++x) {
            const auto kept = static_cast<float>(sample[x]);
            sample[x] = static_cast<uchar>(std::clamp(kept + s[x] * (c[x] - kept) + 0.5F, 0.0F, 255.0F));
        }
    }
}

}  // namespace

void overlay(media::Picture& picture, const CropPaint& paint) {
    const cv::Matx23f to_picture = face::to_picture(crop_region(paint.mesh), kCropSide);
    const cv::Matx23f to_chroma = after(media::luma_to_chroma(picture), to_picture);
    cv::Mat values;
    cv::transform(paint.colour, values, media::rgb_to_planes(picture));
    std::array<cv::Mat, 3> colours;
    cv::split(values, colours.data());
    const bool is_rgb = picture.color == media::ColorModel::kRgb;
    for (std::size_t i = 0; i < colours.size(); ++i) {
        const float black = picture.full_range ? 0 : kBlackOfLimitedRange;
        if (!is_rgb) colours[i] += i == 0 ? black : kNeutralChroma;
        overlay_plane(picture.planes[i], colours[i], paint.share, i == 0 ? to_picture : to_chroma);
    }
}

cv::Mat attention_in_picture(const CropPaint& paint, cv::Size picture) {
    cv::Mat attention(picture, CV_32FC1, cv::Scalar(1));
    const cv::Matx23f to_picture = face::to_picture(crop_region(paint.mesh), kCropSide);
    const cv::Rect part = covered(to_picture, picture);
    if (!part.empty()) attention(part) -= in_plane(paint.share, to_picture, part);
    return attention;
}

CropPaint colour_alone(const CropPaint& paint) {
    return {paint.mesh, cv::Mat(paint.share.size(), CV_32FC1, cv::Scalar(1)), paint.colour};
}

}  // namespace ganemotion::migration
