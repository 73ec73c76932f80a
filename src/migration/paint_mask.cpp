#include "migration/paint_mask.h"

#include <array>
#include <span>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "migration/topology.h"

namespace ganemotion::migration {

namespace {

constexpr std::array kInnerLips = {78,  191, 80,  81,  82,  13, 312, 311, 310, 415,
                                   308, 324, 318, 402, 317, 14, 87,  178, 88,  95};

// Texels over which paint fades. The rim needs most: hair and background lie beside it, and the mesh is
// least certain there.
constexpr int kRim = 12;
constexpr int kOpening = 2;

// A blur of 2 * reach + 1 does not reach across what an erosion or a dilation by `reach` has cleared.
cv::Mat blurred(const cv::Mat& mask, int reach) {
    cv::Mat soft;
    cv::GaussianBlur(mask, soft, cv::Size(2 * reach + 1, 2 * reach + 1), 0.5 * reach, 0, cv::BORDER_CONSTANT);
    return soft;
}

void open(cv::Mat& mask, const face::TextureMap& map, std::span<const int> outline) {
    constexpr int kFraction = 4;
    std::vector<cv::Point> corners;
    for (const int vertex : outline)
        corners.emplace_back(map.places()[static_cast<std::size_t>(vertex)] * (1 << kFraction));
    cv::Mat hole(mask.size(), CV_32FC1, cv::Scalar(0));
    cv::fillPoly(hole, std::vector{corners}, cv::Scalar(1), cv::LINE_8, kFraction);
    cv::dilate(hole, hole, cv::Mat::ones(2 * kOpening + 1, 2 * kOpening + 1, CV_8U));
    mask = mask.mul(1 - blurred(hole, kOpening));
}

}  // namespace

cv::Mat paint_mask(const face::TextureMap& map) {
    cv::Mat mask;
    map.inside().convertTo(mask, CV_32F, 1.0 / 255);
    constexpr int kHalfRim = kRim / 2;
    constexpr int kSide = 2 * (kHalfRim + 1) + 1;  // a square, as the blur reaches
    cv::erode(mask, mask, cv::Mat::ones(kSide, kSide, CV_8U), {-1, -1}, 1, cv::BORDER_CONSTANT,
              cv::Scalar(0));
    mask = blurred(mask, kHalfRim);
    open(mask, map, kInnerLips);
    for (const EyeVertices& eye : kEyes) open(mask, map, outline_of(eye));
    // What is left of rounding is nothing.
    cv::threshold(mask, mask, 1e-3, 0, cv::THRESH_TOZERO);
    return mask;
}

}  // namespace ganemotion::migration
