#include "expression/face_classifier.h"

#include <optional>

#include "action_units/estimator.h"
#include "expression/aligned_face.h"
#include "expression/expression.h"

namespace ganemotion::expression {

namespace {

/// The first estimate, which needs no pixels.
struct ByUnits {
    action_units::Estimator estimator;
    UnitClassifier classifier;
};

}  // namespace

struct FaceClassifier::State {
    std::optional<Ensemble> ensemble;
    std::optional<ByUnits> units;
};

FaceClassifier::FaceClassifier(int threads) : state_(std::make_unique<State>()) {
    if (has_ensemble())
        state_->ensemble.emplace(EnsembleOptions{.folder = {}, .threads = threads, .members = {}});
    else
        state_->units.emplace();
}

FaceClassifier::~FaceClassifier() = default;
FaceClassifier::FaceClassifier(FaceClassifier&&) noexcept = default;

EnsembleAnswer FaceClassifier::classify(const media::Picture& picture, const face::Face& face) {
    if (state_->ensemble) return state_->ensemble->classify(aligned_face(picture, face.mesh));
    const EmotionProbabilities said =
        state_->units->classifier.classify(state_->units->estimator.estimate(face));
    return {said, {{"units", said}}};
}

bool FaceClassifier::reads_crops() const {
    return state_->ensemble.has_value();
}

EnsembleAnswer FaceClassifier::classify_crop(const media::Picture& crop) {
    return state_->ensemble->classify(gray_crop(crop));
}

}  // namespace ganemotion::expression
