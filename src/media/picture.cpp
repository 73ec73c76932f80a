#include "media/picture.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace ganemotion::media {

namespace {

// Ranges of 8-bit "limited" video, ITU-R BT.601 2.5.3.
constexpr float kBlackLuma = 16, kLumaSpan = 219, kChromaSpan = 224, kFullSpan = 255;
constexpr uchar kNeutralChroma = 128;

// The share of red and blue in luma: ITU-R BT.601, BT.709, BT.2020 (non-constant luminance).
struct LumaShares {
    float red, blue;
};

LumaShares luma_shares(ColorModel model) {
    switch (model) {
        case ColorModel::kYuv709:
            return {0.2126F, 0.0722F};
        case ColorModel::kYuv2020:
            return {0.2627F, 0.0593F};
        default:
            return {0.299F, 0.114F};
    }
}

uchar black_luma(const Picture& picture) {
    return picture.color == ColorModel::kRgb || picture.full_range ? 0 : static_cast<uchar>(kBlackLuma);
}

// Fixed point: 8-bit samples times coefficients below 3 stay within 32 bits with much to spare.
constexpr int kFixedBits = 14;
constexpr int kFixedHalf = 1 << (kFixedBits - 1);

int to_fixed(float value) {
    return static_cast<int>(std::lround(value * (1 << kFixedBits)));
}

uchar from_fixed(int value) {
    return static_cast<uchar>(std::clamp(value >> kFixedBits, 0, 255));
}

struct YuvToRgb {
    int black, luma, red_v, green_u, green_v, blue_u;
};

YuvToRgb conversion_of(const Picture& picture) {
    const cv::Matx33f inverse = rgb_to_planes(picture).inv();
    return {black_luma(picture),     to_fixed(inverse(0, 0)), to_fixed(inverse(0, 2)),
            to_fixed(inverse(1, 1)), to_fixed(inverse(1, 2)), to_fixed(inverse(2, 1))};
}

// Y, U, V of one size become R, G, B in place. Plain loops over rows: the compiler vectorises them.
void yuv_to_rgb_in_place(std::array<cv::Mat, 3>& planes, const YuvToRgb& k) {
    for (int y = 0; y < planes[0].rows; ++y) {
        uchar* const a = planes[0].ptr(y);
        uchar* const b = planes[1].ptr(y);
        uchar* const c = planes[2].ptr(y);
        for (int x = 0; x < planes[0].cols; ++x) {
            const int luma = (a[x] - k.black) * k.luma + kFixedHalf;
            const int u = b[x] - kNeutralChroma;
            const int v = c[x] - kNeutralChroma;
            a[x] = from_fixed(luma + k.red_v * v);
            b[x] = from_fixed(luma + k.green_u * u + k.green_v * v);
            c[x] = from_fixed(luma + k.blue_u * u);
        }
    }
}

cv::Matx23f after(const cv::Matx23f& second, const cv::Matx23f& first) {
    const cv::Matx33f whole(first(0, 0), first(0, 1), first(0, 2), first(1, 0), first(1, 1), first(1, 2), 0,
                            0, 1);
    return second * whole;
}

cv::Mat warped(const cv::Mat& plane, const cv::Matx23f& to_plane, cv::Size size, int border, uchar outside) {
    cv::Mat out;
    cv::warpAffine(plane, out, to_plane, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, border,
                   cv::Scalar(outside));
    return out;
}

cv::Mat as_rgb(std::array<cv::Mat, 3>& planes, const Picture& picture) {
    if (picture.color != ColorModel::kRgb) yuv_to_rgb_in_place(planes, conversion_of(picture));
    cv::Mat rgb;
    cv::merge(planes.data(), planes.size(), rgb);
    return rgb;
}

}  // namespace

cv::Point Picture::chroma_shift() const {
    const auto shift = [](int luma, int chroma) {
        int bits = 0;
        while (chroma > 0 && (luma >> bits) > chroma) ++bits;
        return bits;
    };
    return {shift(planes[0].cols, planes[1].cols), shift(planes[0].rows, planes[1].rows)};
}

Picture Picture::clone() const {
    Picture copy = *this;
    for (cv::Mat& plane : copy.planes) plane = plane.clone();
    return copy;
}

cv::Matx23f luma_to_chroma(const Picture& picture) {
    const cv::Point shift = picture.chroma_shift();
    const float across = 1.0F / static_cast<float>(1 << shift.x);
    const float down = 1.0F / static_cast<float>(1 << shift.y);
    return {across, 0, 0, 0, down, 0.5F * (down - 1)};
}

cv::Mat sample_rgb(const Picture& picture, const cv::Matx23f& to_picture, cv::Size size, int border) {
    const bool is_rgb = picture.color == ColorModel::kRgb;
    const uchar chroma_outside = is_rgb ? 0 : kNeutralChroma;
    const cv::Matx23f to_chroma = after(luma_to_chroma(picture), to_picture);
    std::array<cv::Mat, 3> planes = {warped(picture.planes[0], to_picture, size, border, black_luma(picture)),
                                     warped(picture.planes[1], to_chroma, size, border, chroma_outside),
                                     warped(picture.planes[2], to_chroma, size, border, chroma_outside)};
    return as_rgb(planes, picture);
}

cv::Mat to_rgb(const Picture& picture) {
    Picture copy = picture.clone();
    if (picture.planes[1].size() != picture.size())
        for (const int chroma : {1, 2})
            copy.planes[chroma] = warped(picture.planes[chroma], luma_to_chroma(picture), picture.size(),
                                         cv::BORDER_REPLICATE, kNeutralChroma);
    return as_rgb(copy.planes, picture);
}

Picture from_rgb(const cv::Mat& rgb) {
    Picture picture;
    cv::split(rgb, picture.planes.data());
    return picture;
}

cv::Matx33f rgb_to_planes(const Picture& picture) {
    if (picture.color == ColorModel::kRgb) return cv::Matx33f::eye();
    const auto [red, blue] = luma_shares(picture.color);
    const float green = 1 - red - blue;
    const float luma = picture.full_range ? 1 : kLumaSpan / kFullSpan;
    const float u = (picture.full_range ? 1 : kChromaSpan / kFullSpan) / (2 * (1 - blue));
    const float v = (picture.full_range ? 1 : kChromaSpan / kFullSpan) / (2 * (1 - red));
    return {red * luma,    green * luma, blue * luma,     //
            -red * u,      -green * u,   (1 - blue) * u,  //
            (1 - red) * v, -green * v,   -blue * v};
}

}  // namespace ganemotion::media
