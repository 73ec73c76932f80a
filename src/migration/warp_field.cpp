#include "migration/warp_field.h"

#include <algorithm>
#include <optional>
#include <span>

#include <opencv2/imgproc.hpp>

#include "migration/bicubic.h"
#include "migration/enlarged_rows.h"
#include "migration/mesh_raster.h"
#include "migration/plane_part.h"

namespace ganemotion::migration {

namespace {

// Nodes of the grid over the longer side of the region. The face spans 0.6 of the region, the lips a seventh
// of that: ten nodes over the lips follow their outline, and more changed no rendered pixel by more than a
// grey level.
constexpr int kNodes = 160;

// Smoothing of the field, in nodes: hides the edges of triangles, keeps lips and lids apart.
constexpr double kSmoothing = 0.8;

// Below this (pixels) a field does nothing that could be seen.
constexpr float kInvisible = 1.0F / 64;

// How many pixels the warp has to press into one before it averages them, and from how many on it does so
// wholly.
constexpr float kPressed = 1.03F;
constexpr float kWhollyPressed = 1.2F;

// Values are how far each point moved.
std::vector<RasterPoint> warp_points(const face::Vertices& mesh, const face::Vertices& displacement) {
    std::vector<RasterPoint> points;
    points.reserve(kWarpPointCount);
    cv::Point2f centre;
    for (int i = 0; i < face::kFaceVertexCount; ++i) {
        const cv::Point2f at(mesh(i, 0), mesh(i, 1));
        const cv::Point2f moved(displacement(i, 0), displacement(i, 1));
        points.push_back({at + moved, moved, mesh(i, 2)});
        centre += at / face::kFaceVertexCount;
    }
    const auto add_ring = [&](float factor, float share) {
        for (const int vertex : kOutline) {
            const cv::Point2f at(mesh(vertex, 0), mesh(vertex, 1));
            const cv::Point2f moved = share * cv::Point2f(displacement(vertex, 0), displacement(vertex, 1));
            points.push_back({centre + factor * (at - centre) + moved, moved, mesh(vertex, 2)});
        }
    };
    add_ring(kInnerRing, kInnerRingShare);
    add_ring(kOuterRing, 0);
    return points;
}

cv::Rect region_of(const std::vector<RasterPoint>& points, cv::Size picture) {
    std::vector<cv::Point2f> ring;
    for (std::size_t i = kOuterRingStart; i < points.size(); ++i) ring.push_back(points[i].at);
    cv::Rect region = cv::boundingRect(ring) & cv::Rect(cv::Point(), picture);
    // Even corners and sizes, so that subsampled chroma has a region of its own.
    region.width += region.x % 2;
    region.x -= region.x % 2;
    region.height += region.y % 2;
    region.y -= region.y % 2;
    return region;
}

// Chroma has its own, coarser grid of samples: the same field, in its pixels.
cv::Mat offset_for_plane(const WarpField& field, cv::Size2f scale) {
    if (scale == cv::Size2f(1, 1)) return field.offset;
    cv::Mat offset;
    cv::multiply(field.offset, cv::Scalar(scale.width, scale.height), offset);
    return offset;
}

/// 0 where pixels stay as far apart as they were, up to 255 where the field presses them together: the share
/// of an average that a pixel takes. By node, CV_8U.
cv::Mat pressed_share(const WarpField& field) {
    const cv::Point2f spacing(
        static_cast<float>(field.region.width) / static_cast<float>(field.offset.cols),
        static_cast<float>(field.region.height) / static_cast<float>(field.offset.rows));
    cv::Mat share = cv::Mat::zeros(field.offset.size(), CV_8U);
    for (int y = 1; y + 1 < share.rows; ++y) {
        const auto* above = field.offset.ptr<cv::Point2f>(y - 1);
        const auto* row = field.offset.ptr<cv::Point2f>(y);
        const auto* below = field.offset.ptr<cv::Point2f>(y + 1);
        for (int x = 1; x + 1 < share.cols; ++x) {
            const cv::Point2f along = (row[x + 1] - row[x - 1]) / (2 * spacing.x);
            const cv::Point2f down = (below[x] - above[x]) / (2 * spacing.y);
            const float area = (1 - along.x) * (1 - down.y) - along.y * down.x;
            share.at<uchar>(y, x) =
                cv::saturate_cast<uchar>(255 * (area - kPressed) / (kWhollyPressed - kPressed));
        }
    }
    return share;
}

/// The part of the plane that nodes with a share lie in, a node more to each side.
cv::Rect pixels_of(const cv::Mat& by_node, cv::Size plane) {
    const cv::Rect nodes = cv::boundingRect(by_node);
    if (nodes.empty()) return {};
    const double across = static_cast<double>(plane.width) / by_node.cols,
                 down = static_cast<double>(plane.height) / by_node.rows;
    const cv::Point first(cvFloor((nodes.x - 1) * across), cvFloor((nodes.y - 1) * down)),
        last(cvCeil((nodes.br().x + 1) * across), cvCeil((nodes.br().y + 1) * down));
    return cv::Rect(first, last) & cv::Rect(cv::Point(), plane);
}

/// A sample between pixels that the field presses together would pick single ones of them, and the picture's
/// noise with them: this mixes in the mean of its neighbours.
class PressedPixels {
  public:
    PressedPixels(const WarpField& field, const cv::Mat& plane) : by_node_(pressed_share(field)) {
        where_ = pixels_of(by_node_, plane.size());
        if (where_.empty()) return;
        cv::resize(by_node_, share_, plane.size(), 0, 0, cv::INTER_LINEAR);
        cv::GaussianBlur(plane, mean_, cv::Size(3, 3), 0);
    }

    /// Row `y` of the samples, and where in the plane they were taken.
    void average(int y, std::span<const cv::Point2f> places, std::span<uchar> samples) {
        if (y < where_.y || y >= where_.br().y) return;
        const auto first = static_cast<std::size_t>(where_.x), count = static_cast<std::size_t>(where_.width);
        const cv::Mat row(1, where_.width, CV_32FC2, const_cast<cv::Point2f*>(&places[first]));
        cv::remap(mean_, averaged_, row, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
        const auto* part = share_.ptr<uchar>(y) + where_.x;
        const auto* from = averaged_.ptr<uchar>();
        for (std::size_t x = 0; x < count; ++x) {
            uchar& to = samples[first + x];
            to = static_cast<uchar>((to * (255 - part[x]) + from[x] * part[x] + 127) / 255);
        }
    }

  private:
    cv::Mat by_node_, share_, mean_, averaged_;
    cv::Rect where_;
};

void warp_plane(cv::Mat& plane, const WarpField& field, cv::Point shift) {
    const cv::Rect inside = plane_part(field.region, shift, plane.size());
    const cv::Size2f scale(1.0F / static_cast<float>(1 << shift.x), 1.0F / static_cast<float>(1 << shift.y));
    // All that is sampled lies in the region: what moves into it from beyond would have to come over its
    // border.
    cv::Mat samples = plane(inside);
    const BicubicSampler sampler(samples);
    std::optional<PressedPixels> pressed;
    if (shift == cv::Point()) pressed.emplace(field, samples);  // chroma has little noise
    EnlargedRows offsets(offset_for_plane(field, scale), inside.size());
    std::vector<cv::Point2f> places(static_cast<std::size_t>(inside.width));
    for (int y = 0; y < inside.height; ++y) {
        const auto offset = offsets.row(y);
        for (std::size_t x = 0; x < places.size(); ++x)
            places[x] = cv::Point2f(static_cast<float>(x), static_cast<float>(y)) - offset[x];
        const std::span<uchar> row(samples.ptr<uchar>(y), places.size());
        sampler.sample(places, row);
        if (pressed) pressed->average(y, places, row);
    }
}

}  // namespace

WarpField warp_field(const face::Vertices& mesh, const face::Vertices& displacement,
                     const std::vector<Triangle>& triangles, cv::Size picture) {
    WarpField field;
    if (displacement.leftCols<2>().cwiseAbs().maxCoeff() < kInvisible) return field;
    std::vector<RasterPoint> points = warp_points(mesh, displacement);
    field.region = region_of(points, picture);
    if (field.region.empty()) return field;

    const float nodes_per_pixel =
        std::min(1.0F, static_cast<float>(kNodes) /
                           static_cast<float>(std::max(field.region.width, field.region.height)));
    const cv::Size nodes(std::max(2, cvRound(static_cast<float>(field.region.width) * nodes_per_pixel)),
                         std::max(2, cvRound(static_cast<float>(field.region.height) * nodes_per_pixel)));
    const cv::Point2f per_pixel(static_cast<float>(nodes.width) / static_cast<float>(field.region.width),
                                static_cast<float>(nodes.height) / static_cast<float>(field.region.height));
    for (RasterPoint& point : points) {
        const cv::Point2f in_region = point.at - cv::Point2f(field.region.tl());
        point.at = {(in_region.x + 0.5F) * per_pixel.x - 0.5F, (in_region.y + 0.5F) * per_pixel.y - 0.5F};
    }
    field.offset = cv::Mat::zeros(nodes, CV_32FC2);
    fill(field.offset, points, triangles);
    cv::GaussianBlur(field.offset, field.offset, cv::Size(), kSmoothing);
    return field;
}

void warp(media::Picture& picture, const WarpField& field) {
    if (field.region.empty()) return;
    for (int i = 0; i < 3; ++i)
        warp_plane(picture.planes[static_cast<std::size_t>(i)], field,
                   i == 0 ? cv::Point() : picture.chroma_shift());
}

}  // namespace ganemotion::migration
