#include "migration/inner_mouth.h"

#include <algorithm>
#include <array>

#include <opencv2/imgproc.hpp>

#include "face/pose.h"
#include "ganemotion/error.h"
#include "migration/mesh_point.h"
#include "migration/mesh_raster.h"
#include "migration/skin_colour.h"
#include "nn/model_files.h"
#include "nn/weights.h"

namespace ganemotion::migration {

namespace {

// The inner edges of the lips from corner to corner.
constexpr std::array kUpper = {78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308};
constexpr std::array kLower = {78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308};
constexpr std::size_t kMiddle = 5;
constexpr int kBelowNose = 2;
constexpr int kChin = 152;
constexpr std::array kCheeks = {50, 101, 118, 205, 207, 187, 280, 330, 347, 425, 427, 411};

// Width of the melting edge: of the opening's height, and in pixels at least.
constexpr float kEdge = 0.12F;
constexpr float kLeastEdge = 1.5F;

constexpr const char* kFile = "skin/inner_mouth.safetensors";
constexpr int kTexels = kInnerMouthWidth * kInnerMouthHeight * 3;

/// A point on an edge, at a column of the texture.
cv::Point2f along(const face::Vertices& mesh, const std::array<int, kUpper.size()>& edge, int column) {
    const float at = static_cast<float>(column) * (edge.size() - 1) / (kInnerMouthWidth - 1);
    const auto before = std::min(static_cast<std::size_t>(at), edge.size() - 2);
    const float share = at - static_cast<float>(before);
    return (1 - share) * point_of(mesh, edge[before]) + share * point_of(mesh, edge[before + 1]);
}

/// Texel and height of the opening, in pixels, at every pixel of a region; a texel below 0 is outside.
cv::Mat texels_of(const face::Vertices& mesh, const cv::Rect& region) {
    std::vector<RasterPoint> points;
    std::vector<face::Triangle> triangles;
    for (int column = 0; column < kInnerMouthWidth; ++column) {
        const auto x = static_cast<float>(column);
        const cv::Point2f corner = region.tl();
        points.push_back({along(mesh, kUpper, column) - corner, {x, 0}, 0});
        points.push_back({along(mesh, kLower, column) - corner, {x, kInnerMouthHeight - 1.0F}, 0});
        if (column == 0) continue;
        const int last = static_cast<int>(points.size()) - 1;
        triangles.push_back({last - 3, last - 2, last - 1});
        triangles.push_back({last - 2, last - 1, last});
    }
    cv::Mat texels(region.size(), CV_32FC2, cv::Scalar(-1, -1));
    fill(texels, points, triangles);
    return texels;
}

/// How much of the paint each pixel takes: nothing at the lips.
cv::Mat shares_of(const cv::Mat& texels, const face::Vertices& mesh) {
    std::array<float, kInnerMouthWidth> heights{};
    for (int column = 0; column < kInnerMouthWidth; ++column)
        heights[static_cast<std::size_t>(column)] =
            static_cast<float>(cv::norm(along(mesh, kUpper, column) - along(mesh, kLower, column)));
    cv::Mat shares(texels.size(), CV_32FC1, cv::Scalar(0));
    for (int y = 0; y < texels.rows; ++y)
        for (int x = 0; x < texels.cols; ++x) {
            const auto texel = texels.at<cv::Point2f>(y, x);
            if (texel.x < 0) continue;
            const float height = heights[static_cast<std::size_t>(cvRound(texel.x))];
            const float row = texel.y / (kInnerMouthHeight - 1);
            const float from_lip = std::min(row, 1 - row) * height;
            shares.at<float>(y, x) = std::min(1.0F, from_lip / std::max(kLeastEdge, kEdge * height));
        }
    return shares;
}

/// Adds a change of colour (CV_32FC3, 0..255) to a region of a picture, to each plane at its resolution.
void add(media::Picture& picture, const cv::Rect& region, const cv::Mat& change) {
    cv::Mat in_planes;
    cv::transform(change, in_planes, media::rgb_to_planes(picture));
    std::array<cv::Mat, 3> planes;
    cv::split(in_planes, planes.data());
    for (std::size_t i = 0; i < planes.size(); ++i) {
        const cv::Point shift = i == 0 ? cv::Point() : picture.chroma_shift();
        const cv::Rect part = cv::Rect(region.x >> shift.x, region.y >> shift.y, region.width >> shift.x,
                                       region.height >> shift.y) &
                              cv::Rect({0, 0}, picture.planes[i].size());
        if (part.empty()) continue;
        cv::Mat added;
        cv::resize(planes[i], added, part.size(), 0, 0, cv::INTER_AREA);
        cv::Mat values;
        picture.planes[i](part).convertTo(values, CV_32F);
        cv::Mat(values + added).convertTo(picture.planes[i](part), CV_8U);
    }
}

}  // namespace

MouthShape mouth_shape(const face::Vertices& mesh, const face::Vertices& mean_face) {
    const face::Vertices shape = face::pose_normalised(mesh, face::fit_pose(mesh, mean_face));
    const float upper = shape(kUpper[kMiddle], 1);
    const float lower = shape(kLower[kMiddle], 1);
    const float corners = (shape(kUpper.front(), 1) + shape(kUpper.back(), 1)) / 2;
    const float width = shape(kUpper.back(), 0) - shape(kUpper.front(), 0);
    const float gap = lower - upper;
    MouthShape result;
    result << 1, gap, gap * gap, width, upper - shape(kBelowNose, 1), shape(kChin, 1) - lower,
        corners - upper;
    return result;
}

cv::Mat inner_mouth_texture(const media::Picture& picture, const face::Vertices& mesh) {
    cv::Mat places(kInnerMouthHeight, kInnerMouthWidth, CV_32FC2);
    for (int x = 0; x < kInnerMouthWidth; ++x) {
        const cv::Point2f upper = along(mesh, kUpper, x);
        const cv::Point2f lower = along(mesh, kLower, x);
        for (int y = 0; y < kInnerMouthHeight; ++y)
            places.at<cv::Point2f>(y, x) =
                upper + static_cast<float>(y) / (kInnerMouthHeight - 1) * (lower - upper);
    }
    cv::Mat texture;
    cv::remap(media::to_rgb(picture), texture, places, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    texture.convertTo(texture, CV_32F);
    return texture;
}

cv::Vec3f cheek_colour(const media::Picture& picture, const face::Vertices& mesh) {
    cv::Mat places(1, static_cast<int>(kCheeks.size()), CV_32FC2);
    for (std::size_t i = 0; i < kCheeks.size(); ++i)
        places.at<cv::Point2f>(0, static_cast<int>(i)) = point_of(mesh, kCheeks[i]);
    cv::Mat colours;
    cv::remap(media::to_rgb(picture), colours, places, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    const cv::Scalar mean = cv::mean(colours);
    return {static_cast<float>(mean[0]), static_cast<float>(mean[1]), static_cast<float>(mean[2])};
}

bool InnerMouth::is_there() {
    return std::filesystem::exists(nn::home() / "models" / kFile);
}

InnerMouth::InnerMouth(const std::filesystem::path& weights) {
    const nn::Weights file = nn::read_weights(weights.empty() ? nn::committed_model(kFile) : weights);
    const std::vector<float> values = file.at("colour").to_float();
    if (values.size() != static_cast<std::size_t>(columns_.rows() * kTexels))
        throw Error(ErrorKind::kMissingModel, "inner_mouth.safetensors: colour is not of the expected size");
    columns_ = Eigen::Map<const decltype(columns_)>(values.data(), columns_.rows(), kTexels);
}

cv::Mat InnerMouth::texture(const MouthShape& shape, const cv::Vec3f& cheeks) const {
    Eigen::Matrix<float, 1, Eigen::Dynamic> quotients = shape * columns_;
    const cv::Mat rows(kInnerMouthHeight, kInnerMouthWidth, CV_32FC3, quotients.data());
    cv::Mat texture;
    cv::multiply(rows, cv::Scalar(cheeks[0], cheeks[1], cheeks[2]), texture);
    cv::transform(texture, texture, keeping_colour(colourfulness(cheeks)));
    // Teeth are ivory. In the colour of skin that is paler or yellower than most they would be blue or green,
    // which they are where the skin is.
    const float most_green = std::max(1.0F, cheeks[1] / std::max(cheeks[0], 1.0F));
    const float most_blue = std::max(1.0F, cheeks[2] / std::max(cheeks[1], 1.0F));
    for (auto texel = texture.begin<cv::Vec3f>(); texel != texture.end<cv::Vec3f>(); ++texel) {
        (*texel)[1] = std::min((*texel)[1], most_green * (*texel)[0]);
        (*texel)[2] = std::min((*texel)[2], most_blue * (*texel)[1]);
    }
    cv::min(cv::max(texture, 0), 255, texture);
    return texture;
}

void InnerMouth::paint(media::Picture& picture, const face::Vertices& mesh, const face::Vertices& mean_face,
                       const cv::Vec3f& cheeks) const {
    std::vector<cv::Point2f> outline;
    for (int column = 0; column < kInnerMouthWidth; ++column) {
        outline.push_back(along(mesh, kUpper, column));
        outline.push_back(along(mesh, kLower, column));
    }
    const cv::Rect box = cv::boundingRect(outline);
    // Even, so that subsampled chroma has a region of its own.
    const cv::Rect region = cv::Rect(box.x & ~1, box.y & ~1, (box.width + 3) & ~1, (box.height + 3) & ~1) &
                            cv::Rect({0, 0}, picture.size());
    if (region.empty()) return;
    const cv::Mat texels = texels_of(mesh, region);
    cv::Mat painted;
    cv::remap(texture(mouth_shape(mesh, mean_face), cheeks), painted, texels, cv::noArray(), cv::INTER_LINEAR,
              cv::BORDER_REPLICATE);
    cv::Mat now;
    const cv::Matx23f from_region(1, 0, static_cast<float>(region.x), 0, 1, static_cast<float>(region.y));
    media::sample_rgb(picture, from_region, region.size()).convertTo(now, CV_32F);
    const cv::Mat shares = shares_of(texels, mesh);
    cv::Mat each;
    cv::merge(std::array{shares, shares, shares}.data(), 3, each);
    add(picture, region, (painted - now).mul(each));
}

}  // namespace ganemotion::migration
