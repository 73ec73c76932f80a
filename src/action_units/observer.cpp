#include "action_units/observer.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "action_units/appearance.h"
#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "face/pose.h"
#include "face/texture.h"
#include "ganemotion/error.h"

namespace ganemotion::action_units {

namespace {

// Up to here both halves are seen equally well; from there on the far one shows the side of the nose and what
// the mesh network guesses.
constexpr float kBothSeen = 12;  // degrees
constexpr float kOneSeen = 35;

std::vector<int> mirror_pairs(const nn::Weights& weights) {
    const std::vector<float> values = weights.at("mirror").to_float();
    if (values.size() != face::kVertexCount || std::any_of(values.begin(), values.end(), [](float each) {
            return !(each >= 0 && each < face::kVertexCount);
        }))
        throw Error(ErrorKind::kMissingModel, "units.safetensors: mirror does not name a vertex for each");
    return {values.begin(), values.end()};
}

Eigen::VectorXf symmetric_shape(const face::Vertices& mesh, const std::vector<int>& mirror) {
    Eigen::VectorXf shape(face::kVertexCount * 3);
    for (int i = 0; i < face::kVertexCount; ++i) {
        Eigen::RowVector3f other = mesh.row(mirror[static_cast<std::size_t>(i)]);
        other.x() *= -1;
        shape.segment<3>(3 * i) = (mesh.row(i) + other).transpose() / 2;
    }
    return shape;
}

/// Of a pair the left one.
std::vector<int> one_of_each_pair() {
    std::vector<int> result;
    for (int i = 1; i < face::kBlendshapeCount; ++i)  // the first says nothing
        if (!face::blendshape_name(i).ends_with("Right")) result.push_back(i);
    return result;
}

/// Roots, because the network's scores are small for what is weak but there.
Eigen::VectorXf symmetric_blendshapes(const face::Blendshapes& scores) {
    std::vector<float> result;
    for (const int i : one_of_each_pair()) {
        const std::string name(face::blendshape_name(i));
        float score = scores[static_cast<std::size_t>(i)];
        if (name.ends_with("Left")) {
            const int right = face::blendshape_index(name.substr(0, name.size() - 4) + "Right");
            score = (score + scores[static_cast<std::size_t>(right)]) / 2;
        }
        result.push_back(std::sqrt(std::max(0.0F, score)));
    }
    return Eigen::Map<const Eigen::VectorXf>(result.data(), static_cast<Eigen::Index>(result.size()));
}

constexpr int kNoseTip = 4;
constexpr std::array kLowerLids = {145, 374};

struct Extent {
    float top, bottom;                          // texels
    std::vector<std::string_view> blendshapes;  // that begin so

    [[nodiscard]] std::vector<Eigen::Index> rows(const Eigen::VectorXf& heights) const {
        std::vector<Eigen::Index> result;
        for (Eigen::Index i = 0; i < heights.size(); ++i)
            if (heights[i] >= top && heights[i] <= bottom) result.push_back(i);
        return result;
    }
};

Extent extent_of(std::string_view region, const std::vector<cv::Point2f>& places) {
    if (region == kRegions[0]) return {0, places[kNoseTip].y, {"brow", "eye", "cheek", "nose"}};
    const float lids = (places[kLowerLids[0]].y + places[kLowerLids[1]].y) / 2;
    return {lids, face::kTextureSide, {"cheek", "jaw", "mouth", "nose"}};
}

/// Of the shape's numbers; irises have no place in the texture and lie above the lids.
Eigen::VectorXf shape_heights(const std::vector<cv::Point2f>& places) {
    Eigen::VectorXf heights(face::kVertexCount * 3);
    for (int i = 0; i < face::kVertexCount; ++i)
        heights.segment<3>(3 * i).setConstant(
            i < face::kFaceVertexCount ? places[static_cast<std::size_t>(i)].y : places[kLowerLids[0]].y - 1);
    return heights;
}

}  // namespace

float left_share(float yaw) {
    const float t = std::clamp((std::abs(yaw) - kBothSeen) / (kOneSeen - kBothSeen), 0.0F, 1.0F);
    const float far_half = 0.5F * (1 - t * t * (3 - 2 * t));
    // Turned to the person's right, that side is the far one.
    return yaw > 0 ? far_half : 1 - far_half;
}

struct Observer::State {
    Estimator estimator;
    nn::Weights weights = read_unit_weights();
    face::Vertices mean = mean_face(weights);
    std::vector<int> mirror = mirror_pairs(weights);
    face::TextureMap map{mean};
    AppearanceReader appearance{map};
};

Observer::Observer() : state_(std::make_unique<State>()) {}
Observer::~Observer() = default;
Observer::Observer(Observer&&) noexcept = default;

Observation Observer::observe(const media::Picture& picture, const face::Face& face) const {
    Observation seen{.frontal = state_->estimator.resting_face(face), .views = {}};
    const float yaw = face::side_turn(face::fit_pose(face.mesh, state_->mean));
    Appearance appearance = state_->appearance.read(state_->map.texture(picture, face.mesh), left_share(yaw));
    seen.views = {symmetric_shape(seen.frontal.mesh, state_->mirror),
                  symmetric_blendshapes(seen.frontal.blendshapes), std::move(appearance.coarse),
                  std::move(appearance.fine), std::move(appearance.light)};
    return seen;
}

std::array<std::vector<Eigen::Index>, kViews.size()> Observer::rows_in(std::string_view region) const {
    const std::vector<cv::Point2f>& places = state_->map.places();
    const Extent extent = extent_of(region, places);
    const Appearance heights = state_->appearance.heights();
    std::vector<Eigen::Index> blendshapes;
    const std::vector<int> scores = one_of_each_pair();
    for (std::size_t i = 0; i < scores.size(); ++i)
        if (std::any_of(extent.blendshapes.begin(), extent.blendshapes.end(), [&](std::string_view begin) {
                return face::blendshape_name(scores[i]).starts_with(begin);
            }))
            blendshapes.push_back(static_cast<Eigen::Index>(i));
    return {extent.rows(shape_heights(places)), blendshapes, extent.rows(heights.coarse),
            extent.rows(heights.fine), extent.rows(heights.light)};
}

}  // namespace ganemotion::action_units
