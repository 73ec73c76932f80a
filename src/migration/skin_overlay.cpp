#include "migration/skin_overlay.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Geometry>
#include <opencv2/imgproc.hpp>

#include "face/region.h"
#include "migration/enlarged_rows.h"
#include "migration/mesh_raster.h"

namespace ganemotion::migration {

namespace {

// Nodes over the longer side of the face: one and a half a texel, so that no texel is lost.
constexpr int kNodes = 192;

// Cosine of the angle to the camera at which paint is gone, and from which it is whole: a surface seen at 75
// degrees is a line of pixels, and the mesh guesses where it ends.
constexpr float kNothingBelow = 0.25F;
constexpr float kWholeFrom = 0.5F;

constexpr float kNeutralChroma = 128;
constexpr float kBlackOfLimitedRange = 16;

/// Where the nodes of an even region of the picture lie in the texture.
struct Places {
    cv::Rect region;
    cv::Mat texels;  // CV_32FC2; outside of the texture where no face is
};

Places places_of(const face::Vertices& mesh, const face::TextureMap& map, cv::Size picture) {
    const cv::Rect2f box = face::box_of(mesh);
    Places places;
    const cv::Point low(cvFloor(box.x / 2) * 2, cvFloor(box.y / 2) * 2);
    const cv::Point high(cvCeil((box.x + box.width) / 2) * 2 + 2, cvCeil((box.y + box.height) / 2) * 2 + 2);
    places.region = cv::Rect(low, high) & cv::Rect({0, 0}, picture);
    if (places.region.empty()) return places;
    const auto longer = static_cast<float>(std::max(places.region.width, places.region.height));
    const float per_pixel = std::min(1.0F, kNodes / longer);
    const cv::Size nodes(std::max(2, cvRound(static_cast<float>(places.region.width) * per_pixel)),
                         std::max(2, cvRound(static_cast<float>(places.region.height) * per_pixel)));
    const float across = static_cast<float>(nodes.width) / static_cast<float>(places.region.width);
    const float down = static_cast<float>(nodes.height) / static_cast<float>(places.region.height);
    std::vector<RasterPoint> points;
    for (int i = 0; i < face::kFaceVertexCount; ++i) {
        const float x = mesh(i, 0) - static_cast<float>(places.region.x);
        const float y = mesh(i, 1) - static_cast<float>(places.region.y);
        points.push_back({{(x + 0.5F) * across - 0.5F, (y + 0.5F) * down - 0.5F},
                          map.places()[static_cast<std::size_t>(i)],
                          mesh(i, 2)});
    }
    constexpr float kNowhere = -4;
    places.texels = cv::Mat(nodes, CV_32FC2, cv::Scalar(kNowhere, kNowhere));
    fill(places.texels, points, map.triangles());
    return places;
}

/// How much of the paint each vertex takes, by where its surface looks.
face::VertexShares facing(const face::Vertices& mesh, const face::TextureMap& map) {
    std::vector<Eigen::Vector3f> normals(face::kFaceVertexCount, Eigen::Vector3f::Zero());
    for (const face::Triangle& t : map.triangles()) {
        const Eigen::Vector3f ab = mesh.row(t[1]) - mesh.row(t[0]);
        const Eigen::Vector3f ac = mesh.row(t[2]) - mesh.row(t[0]);
        const cv::Point2f u =
            map.places()[static_cast<std::size_t>(t[1])] - map.places()[static_cast<std::size_t>(t[0])];
        const cv::Point2f v =
            map.places()[static_cast<std::size_t>(t[2])] - map.places()[static_cast<std::size_t>(t[0])];
        // Out of the face, whichever way round the triangle is listed.
        const Eigen::Vector3f normal = ab.cross(ac) * (u.x * v.y - u.y * v.x > 0 ? 1.0F : -1.0F);
        for (const int vertex : t) normals[static_cast<std::size_t>(vertex)] += normal;
    }
    face::VertexShares shares = face::VertexShares::Zero();
    for (std::size_t i = 0; i < normals.size(); ++i) {
        const float cosine = normals[i].z() / std::max(normals[i].norm(), 1e-6F);
        shares[static_cast<Eigen::Index>(i)] =
            std::clamp((cosine - kNothingBelow) / (kWholeFrom - kNothingBelow), 0.0F, 1.0F);
    }
    return shares;
}

cv::Mat sampled(const cv::Mat& texture, const Places& places, const cv::Scalar& outside) {
    cv::Mat nodes;
    cv::remap(texture, nodes, places.texels, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, outside);
    return nodes;
}

/// `paint_nodes` CV_32FC2: gain and bias.
void overlay_plane(cv::Mat& plane, const cv::Rect& part, const cv::Mat& paint_nodes, float zero) {
    EnlargedRows paint(paint_nodes, part.size());
    for (int y = 0; y < part.height; ++y) {
        uchar* const sample = plane.ptr(part.y + y) + part.x;
        const auto row = paint.row(y);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const auto [gain, bias] = std::pair(row[x].x, row[x].y);
            const float value = (static_cast<float>(sample[x]) - zero) * gain + bias + zero;
            sample[x] = static_cast<uchar>(std::clamp(value + 0.5F, 0.0F, 255.0F));
        }
    }
}

}  // namespace

void overlay(media::Picture& picture, const face::Vertices& mesh, const face::TextureMap& map,
             const SkinPaint& paint) {
    const Places places = places_of(mesh, map, picture.size());
    if (places.region.empty()) return;
    const cv::Mat gain = sampled(paint.gain, places, cv::Scalar(1));
    cv::Mat bias;
    cv::transform(paint.bias, bias, media::rgb_to_planes(picture));
    std::array<cv::Mat, 3> biases;
    cv::split(bias, biases.data());

    const bool is_rgb = picture.color == media::ColorModel::kRgb;
    for (std::size_t i = 0; i < biases.size(); ++i) {
        const cv::Point shift = i == 0 ? cv::Point() : picture.chroma_shift();
        const cv::Rect part = cv::Rect(places.region.x >> shift.x, places.region.y >> shift.y,
                                       (places.region.width + (1 << shift.x) - 1) >> shift.x,
                                       (places.region.height + (1 << shift.y) - 1) >> shift.y) &
                              cv::Rect({0, 0}, picture.planes[i].size());
        const float black = picture.full_range ? 0 : kBlackOfLimitedRange;
        const float zero = is_rgb ? 0 : (i == 0 ? black : kNeutralChroma);
        cv::Mat both;
        cv::merge(std::array{gain, sampled(biases[i], places, cv::Scalar(0))}.data(), 2, both);
        overlay_plane(picture.planes[i], part, both, zero);
    }
}

cv::Mat in_picture(const cv::Mat& texture, const face::Vertices& mesh, const face::TextureMap& map,
                   cv::Size picture, float outside) {
    cv::Mat shown(picture, CV_32FC1, cv::Scalar(outside));
    const Places places = places_of(mesh, map, picture);
    if (places.region.empty()) return shown;
    const cv::Mat nodes = sampled(texture, places, cv::Scalar(outside));
    cv::resize(nodes, shown(places.region), places.region.size(), 0, 0, cv::INTER_LINEAR);
    return shown;
}

cv::Mat seen_texture(const face::Face& face, const face::TextureMap& map) {
    return map.spread(facing(face.mesh, map).cwiseProduct(face.visibility));
}

SkinPaint faded(const SkinPaint& paint, const cv::Mat& shares) {
    SkinPaint less;
    less.gain = (paint.gain - 1).mul(shares) + 1;
    less.share = paint.share.mul(shares);
    cv::Mat each;
    cv::merge(std::array{shares, shares, shares}.data(), 3, each);
    less.bias = paint.bias.mul(each);
    return less;
}

SkinPaint colour_alone(const SkinPaint& paint) {
    constexpr float kLeastShare = 0.02F;  // below, the quotient is rounding
    cv::Mat share;
    cv::max(paint.share, kLeastShare, share);
    SkinPaint alone;
    cv::divide(paint.gain - 1, share, alone.gain);
    alone.gain = alone.gain + 1;
    std::array<cv::Mat, 3> bias;
    cv::split(paint.bias, bias.data());
    for (cv::Mat& plane : bias) cv::divide(plane, share, plane);
    cv::merge(bias.data(), bias.size(), alone.bias);
    alone.share = cv::Mat(share.size(), CV_32FC1, cv::Scalar(1));
    return alone;
}

}  // namespace ganemotion::migration
