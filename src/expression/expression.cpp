#include "expression/expression.h"

#include <Eigen/Core>

#include "action_units/mean_face.h"
#include "ganemotion/error.h"

namespace ganemotion::expression {

namespace {
using ClassMatrix = Eigen::Matrix<float, kEmotionCount, kActionUnitCount + 1, Eigen::RowMajor>;
}

struct UnitClassifier::State {
    ClassMatrix weights;  // a row an emotion; the last column is the offset
};

UnitClassifier::UnitClassifier() : state_(std::make_unique<State>()) {
    const std::vector<float> values = action_units::read_unit_weights().at("expression").to_float();
    if (values.size() != static_cast<std::size_t>(ClassMatrix::SizeAtCompileTime))
        throw Error(ErrorKind::kMissingModel, "units.safetensors: expression is not of the expected size");
    state_->weights = Eigen::Map<const ClassMatrix>(values.data());
}

UnitClassifier::~UnitClassifier() = default;
UnitClassifier::UnitClassifier(UnitClassifier&&) noexcept = default;

EmotionProbabilities UnitClassifier::classify(const ActionUnits& units) const {
    Eigen::Matrix<float, kActionUnitCount + 1, 1> input;
    input << Eigen::Map<const Eigen::Matrix<float, kActionUnitCount, 1>>(units.values().data()), 1.0F;
    Eigen::Matrix<float, kEmotionCount, 1> score = state_->weights * input;
    score = (score.array() - score.maxCoeff()).exp();
    score /= score.sum();

    EmotionProbabilities probabilities;
    for (const Emotion emotion : kEmotions)
        probabilities[emotion] = score[static_cast<Eigen::Index>(emotion)];
    return probabilities;
}

}  // namespace ganemotion::expression
