#include "face/covering.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace ganemotion::face {

namespace {

constexpr int kRightOuter = 33, kRightInner = 133, kLeftInner = 362, kLeftOuter = 263;
// Eyes with lids, brows and the frame of glasses, in distances of the eyes' outer corners around each eye.
constexpr float kEyeAcross = 0.30F, kEyeUp = 0.30F, kEyeDown = 0.20F;

// The open mouth: its colour changes with every word.
constexpr std::array kMouth = {11,  12,  13,  14,  15,  16,  38,  41,  42,  62,  72,  73,  74,  76,  77,
                               78,  80,  81,  82,  85,  86,  87,  88,  89,  90,  95,  96,  178, 179, 180,
                               183, 184, 191, 268, 271, 272, 292, 302, 303, 304, 306, 307, 308, 310, 311,
                               312, 315, 316, 317, 318, 319, 320, 324, 325, 402, 403, 404, 407, 408, 415};

// Middles of the regions, all over the skin: forehead, temples, cheeks in three heights, nose, above and
// below the lips, lips and corners of the mouth, chin, jaw.
constexpr std::array kRegions = {0,   17,  10,  151, 108, 337, 54, 284, 127, 356, 118, 347, 205, 425, 187,
                                 411, 123, 352, 5,   195, 164, 57, 287, 200, 152, 172, 397, 136, 365};

cv::Point2f between(const Vertices& mesh, int a, int b) {
    return {(mesh(a, 0) + mesh(b, 0)) / 2, (mesh(a, 1) + mesh(b, 1)) / 2};
}

float eye_distance(const Vertices& mesh) {
    return std::max(1.0F, (mesh.row(kRightOuter) - mesh.row(kLeftOuter)).norm());
}

bool is_among(const auto& vertices, int vertex) {
    return std::find(vertices.begin(), vertices.end(), vertex) != vertices.end();
}

/// The vertices whose colour stays: skin and the outline of the lips.
std::vector<int> skin_of(const Vertices& mesh) {
    const float unit = eye_distance(mesh);
    const std::array eyes = {between(mesh, kRightOuter, kRightInner), between(mesh, kLeftInner, kLeftOuter)};
    const cv::Point2f across =
        (eyes[1] - eyes[0]) / std::max(1.0F, static_cast<float>(cv::norm(eyes[1] - eyes[0])));
    std::vector<int> skin;
    for (int i = 0; i < kFaceVertexCount; ++i) {
        if (is_among(kMouth, i)) continue;
        const bool at_eye = std::any_of(eyes.begin(), eyes.end(), [&](const cv::Point2f& eye) {
            const cv::Point2f off(mesh(i, 0) - eye.x, mesh(i, 1) - eye.y);
            const float right = off.dot(across) / unit;
            const float down = off.dot({-across.y, across.x}) / unit;
            const float tall = down > 0 ? kEyeDown : kEyeUp;
            return right * right / (kEyeAcross * kEyeAcross) + down * down / (tall * tall) < 1;
        });
        if (!at_eye) skin.push_back(i);
    }
    return skin;
}

Eigen::RowVector3f medians(const VertexColours& colours, const std::vector<int>& skin) {
    Eigen::RowVector3f result;
    std::vector<float> values(skin.size());
    for (int k = 0; k < 3; ++k) {
        std::transform(skin.begin(), skin.end(), values.begin(), [&](int i) { return colours(i, k); });
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        result[k] = *middle;
    }
    return result;
}

float smooth_step(float x, float from, float to) {
    const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// A bell, 1 where the vertices lie on each other: exp(-d^2 / (2 width^2)) without the exponential.
float nearness(const Vertices& mesh, int a, int b, float width) {
    const float squared = (mesh.row(a) - mesh.row(b)).head<2>().squaredNorm() / (width * width);
    const float root = std::max(0.0F, 1 - squared / 8);
    return root * root * root * root;
}

using Regions = std::array<float, kRegions.size()>;

/// How much of each region is strange, 0..1.
Regions covered_regions(const Vertices& mesh, const std::vector<int>& skin, const std::vector<bool>& strange,
                        const CoveringOptions& options) {
    const float width = options.region * eye_distance(mesh);
    Regions covered{};
    for (std::size_t r = 0; r < kRegions.size(); ++r) {
        float part = 0;
        float all = 1e-6F;
        for (const int i : skin) {
            const float near = nearness(mesh, i, kRegions[r], width);
            all += near;
            part += strange[static_cast<std::size_t>(i)] ? near : 0;
        }
        covered[r] = smooth_step(part / all, options.some, options.most);
    }
    return covered;
}

float mean_of(const Regions& covered) {
    return std::accumulate(covered.begin(), covered.end(), 0.0F) / static_cast<float>(covered.size());
}

/// What is left of each vertex, by the regions around it.
VertexShares spread(const Vertices& mesh, const Regions& covered, const CoveringOptions& options) {
    const float width = 1.5F * options.region * eye_distance(mesh);
    VertexShares shares;
    for (int i = 0; i < kVertexCount; ++i) {
        float part = 0;
        float all = 1e-6F;
        for (std::size_t r = 0; r < kRegions.size(); ++r) {
            const float near = nearness(mesh, i, kRegions[r], width);
            all += near;
            part += near * covered[r];
        }
        shares[i] = 1 - smooth_step(part / all, options.few_around, options.many_around);
    }
    return shares;
}

}  // namespace

bool CoverWatch::is_like_skin(const VertexColours& colours, int vertex) const {
    const Eigen::Array3f bounds(options_.red, options_.blue, options_.light);
    return (colours.row(vertex).transpose().array() / bounds).matrix().squaredNorm() < 1;
}

std::vector<bool> CoverWatch::strange(const VertexColours& colours) const {
    std::vector<bool> result(kFaceVertexCount);
    const Eigen::Array3f bounds(options_.change_of_red, options_.change_of_blue, options_.change_of_light);
    for (int i = 0; i < kFaceVertexCount; ++i) {
        const Eigen::Array3f change = (colours.row(i) - usual_->row(i)).transpose().array();
        result[static_cast<std::size_t>(i)] = (change / bounds).matrix().squaredNorm() > 1;
    }
    return result;
}

void CoverWatch::learn(const VertexColours& colours, Seconds apart) {
    constexpr double kSlower = 10;
    const auto skin = static_cast<float>(1 - std::exp(-apart / options_.learning));
    const auto other = static_cast<float>(1 - std::exp(-apart / (kSlower * options_.learning)));
    for (int i = 0; i < kFaceVertexCount; ++i)
        usual_->row(i) += (is_like_skin(colours, i) ? skin : other) * (colours.row(i) - usual_->row(i));
}

VertexShares CoverWatch::see(const media::Picture& picture, const Vertices& mesh, Seconds time) {
    VertexColours colours = vertex_colours(picture, mesh);
    const std::vector<int> skin = skin_of(mesh);
    if (skin.empty()) return shares_;
    colours.rowwise() -= medians(colours, skin);
    const Seconds apart = std::max(Seconds{0}, time - time_);
    time_ = time;
    if (!usual_) {
        usual_ = colours;
        return shares_;
    }
    const auto covered = covered_regions(mesh, skin, strange(colours), options_);
    const float part = mean_of(covered);
    if (part > options_.too_much) usual_ = colours;
    const bool counts = part >= options_.least && part <= options_.too_much;
    const VertexShares now = counts ? spread(mesh, covered, options_) : VertexShares::Ones();
    learn(colours, apart);
    shares_ += static_cast<float>(1 - std::exp(-apart / options_.fading)) * (now - shares_);
    return shares_;
}

void CoverWatch::reset() {
    usual_.reset();
    shares_.setOnes();
}

}  // namespace ganemotion::face
