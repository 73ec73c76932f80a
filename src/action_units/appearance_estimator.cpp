#include "action_units/appearance_estimator.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "action_units/estimator.h"
#include "nn/model_files.h"

namespace ganemotion::action_units {

namespace {

constexpr const char* kFile = "units/appearance.safetensors";

// Too few of 2,290 labelled pictures show them.
constexpr std::array kFromBlendshapes = {14, 16, 18, 23, 28, 45};

}  // namespace

bool is_read_from_appearance(int unit) {
    return std::find(kFromBlendshapes.begin(), kFromBlendshapes.end(), unit) == kFromBlendshapes.end();
}

struct AppearanceEstimator::State {
    Observer observer;
    Estimator linear;
    std::vector<KernelMachine> machines;  // of each region

    explicit State(const nn::Weights& weights) {
        for (const std::string_view region : kRegions) machines.emplace_back(weights, region);
    }
};

bool AppearanceEstimator::is_there() {
    return std::filesystem::exists(nn::home() / "models" / kFile);
}

AppearanceEstimator::AppearanceEstimator(const std::filesystem::path& weights)
    : state_(
          std::make_unique<State>(nn::read_weights(weights.empty() ? nn::committed_model(kFile) : weights))) {
}
AppearanceEstimator::~AppearanceEstimator() = default;
AppearanceEstimator::AppearanceEstimator(AppearanceEstimator&&) noexcept = default;

Impression AppearanceEstimator::look(const media::Picture& picture, const face::Face& face) const {
    const Observation seen = state_->observer.observe(picture, face);
    Impression impression{.frontal = seen.frontal, .codes = {}};
    for (std::size_t i = 0; i < kRegions.size(); ++i) impression.codes[i] = state_->machines[i].code_of(seen);
    return impression;
}

namespace {

void write(ActionUnits& units, const KernelMachine& machine, const Eigen::VectorXf& answers) {
    for (std::size_t i = 0; i < machine.units().size(); ++i)
        units[machine.units()[i]] = std::clamp(answers[static_cast<Eigen::Index>(i)], 0.0F, 1.0F);
}

}  // namespace

ActionUnits AppearanceEstimator::estimate(const Impression& seen) const {
    ActionUnits units = state_->linear.estimate(seen.frontal);
    for (std::size_t i = 0; i < kRegions.size(); ++i)
        write(units, state_->machines[i], state_->machines[i].answer(seen.codes[i]));
    return units;
}

ActionUnits AppearanceEstimator::estimate(const Impression& seen, const Impression& resting) const {
    ActionUnits units = state_->linear.estimate(seen.frontal, resting.frontal);
    for (std::size_t i = 0; i < kRegions.size(); ++i)
        write(units, state_->machines[i], state_->machines[i].answer(seen.codes[i], resting.codes[i]));
    return units;
}

Impression AppearanceEstimator::resting(const std::vector<Impression>& seen) const {
    std::vector<float> activity;
    for (const Impression& one : seen) {
        const ActionUnits units = estimate(one);
        activity.push_back(std::accumulate(units.values().begin(), units.values().end(), 0.0F));
    }
    const std::vector<std::size_t> order = calmest(activity);
    Impression mean{.frontal = {face::Vertices::Zero(), {}}, .codes = {}};
    for (std::size_t i = 0; i < kRegions.size(); ++i) mean.codes[i].setZero(seen.front().codes[i].size());
    const float share = 1.0F / static_cast<float>(order.size());
    for (const std::size_t i : order) {
        mean.frontal.mesh += share * seen[i].frontal.mesh;
        for (std::size_t k = 0; k < mean.frontal.blendshapes.size(); ++k)
            mean.frontal.blendshapes[k] += share * seen[i].frontal.blendshapes[k];
        for (std::size_t k = 0; k < kRegions.size(); ++k) mean.codes[k] += share * seen[i].codes[k];
    }
    return mean;
}

}  // namespace ganemotion::action_units
