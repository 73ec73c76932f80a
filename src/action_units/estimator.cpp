#include "action_units/estimator.h"

#include <algorithm>
#include <numeric>

#include "action_units/features.h"
#include "action_units/frontal_view.h"
#include "action_units/mean_face.h"
#include "face/pose.h"
#include "ganemotion/error.h"

namespace ganemotion::action_units {

namespace {

using UnitMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

UnitMatrix matrix_of(const nn::Weights& weights, const std::string& name, Eigen::Index columns) {
    const std::vector<float> values = weights.at(name).to_float();
    const auto rows = static_cast<Eigen::Index>(kActionUnitCount);
    if (static_cast<Eigen::Index>(values.size()) != rows * columns)
        throw Error(ErrorKind::kMissingModel, "units.safetensors: " + name + " is not of the expected size");
    return Eigen::Map<const UnitMatrix>(values.data(), rows, columns);
}

ActionUnits units_of(const Eigen::VectorXf& values) {
    ActionUnits units;
    std::copy(values.begin(), values.end(), units.values().begin());
    return units;
}

ActionUnits limited(ActionUnits units) {
    for (float& value : units.values()) value = std::clamp(value, 0.0F, 1.0F);
    return units;
}

// The part of a clip that stands for rest. A quarter: few enough to leave out the expressions, enough to
// average the tremble of the mesh and the movements of speech away.
constexpr double kCalmPart = 0.25;

}  // namespace

struct Estimator::State {
    face::Vertices mean;
    FrontalView frontal_view;
    UnitMatrix relative;         // [units, features], of the difference to the resting face
    UnitMatrix absolute;         // [units, features], of the difference to the mean features of all people
    UnitMatrix absolute_offset;  // [units, 1]

    explicit State(const nn::Weights& weights)
        : mean(mean_face(weights)),
          frontal_view(read_turning_weights()),
          relative(matrix_of(weights, "relative", kFeatures)),
          absolute(matrix_of(weights, "absolute", kFeatures)),
          absolute_offset(matrix_of(weights, "absolute_offset", 1)) {}

    /// As it would be seen from the front.
    [[nodiscard]] RestingFace normalised(const face::Face& face) const {
        const face::Pose pose = face::fit_pose(face.mesh, mean);
        const Features features = frontal_view.frontal(
            features_of(face::pose_normalised(face.mesh, pose), face.blendshapes), face::side_turn(pose));
        RestingFace frontal;
        std::copy_n(features.data(), kShapeFeatures, frontal.mesh.data());
        std::copy_n(features.data() + kShapeFeatures, face::kBlendshapeCount, frontal.blendshapes.data());
        return frontal;
    }

    [[nodiscard]] ActionUnits relative_units(const RestingFace& now, const RestingFace& resting) const {
        const Features difference =
            features_of(now.mesh, now.blendshapes) - features_of(resting.mesh, resting.blendshapes);
        return units_of(relative * difference);
    }
};

Estimator::Estimator() : state_(std::make_unique<State>(read_unit_weights())) {}
Estimator::~Estimator() = default;
Estimator::Estimator(Estimator&&) noexcept = default;

ActionUnits Estimator::estimate(const face::Face& face, const RestingFace& resting) const {
    return limited(estimate_unlimited(face, resting));
}

ActionUnits Estimator::estimate(const RestingFace& seen, const RestingFace& resting) const {
    return limited(state_->relative_units(seen, resting));
}

ActionUnits Estimator::estimate_unlimited(const face::Face& face, const RestingFace& resting) const {
    return state_->relative_units(state_->normalised(face), resting);
}

ActionUnits Estimator::estimate(const face::Face& face) const {
    return estimate(state_->normalised(face));
}

ActionUnits Estimator::estimate(const RestingFace& seen) const {
    return limited(units_of(state_->absolute * features_of(seen.mesh, seen.blendshapes) +
                            state_->absolute_offset.col(0)));
}

std::vector<std::size_t> calmest(const std::vector<float>& activity) {
    std::vector<std::size_t> order(activity.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return activity[a] < activity[b]; });
    const auto part = static_cast<std::size_t>(kCalmPart * static_cast<double>(activity.size()));
    order.resize(std::max<std::size_t>(1, part));
    return order;
}

RestingFace Estimator::resting_face(const std::vector<face::Face>& seen) const {
    std::vector<float> activity;
    for (const face::Face& face : seen) {
        const ActionUnits units = estimate(face);
        activity.push_back(std::accumulate(units.values().begin(), units.values().end(), 0.0F));
    }
    const std::vector<std::size_t> order = calmest(activity);

    RestingFace mean{face::Vertices::Zero(), {}};
    const auto share = 1.0F / static_cast<float>(order.size());
    for (const std::size_t i : order) {
        const RestingFace calm = state_->normalised(seen[i]);
        mean.mesh += share * calm.mesh;
        for (std::size_t k = 0; k < mean.blendshapes.size(); ++k)
            mean.blendshapes[k] += share * calm.blendshapes[k];
    }
    return mean;
}

RestingFace Estimator::resting_face(const face::Face& neutral) const {
    return state_->normalised(neutral);
}

}  // namespace ganemotion::action_units
