#include "training/expression/ensemble_training.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "training/expression/backbone_training.h"
#include "training/expression/evaluation.h"
#include "training/expression/stack_fit.h"

namespace ganemotion::training {

FeatureSet features_of(expression::BackboneKind backbone, const FaceSet& set,
                       const EnsembleTrainingOptions& options) {
    const nn::Weights stored =
        nn::read_weights(options.models / (std::string(expression::name_of(backbone)) + ".safetensors"));
    BackboneNet net(backbone, expression::widths_of(stored), 0);
    load_weights(net, stored);
    torch::set_num_threads(options.threads);
    const torch::Tensor features = answers_of(net, set, true, options.precision).features.contiguous();
    const auto* first = features.data_ptr<float>();
    FeatureSet result;
    result.columns = static_cast<std::size_t>(features.size(1));
    result.values = {first, first + features.numel()};
    result.targets = blended_targets(set, options.vote_share);
    for (const FaceLabel& label : set.labels) result.labels.push_back(label.original);
    return result;
}

void describe(nn::Weights& weights, const std::string& name, double right) {
    weights.metadata["name"] = name;
    weights.metadata["version"] = "1";
    weights.metadata["licence"] = "MIT; trained on FER2013, whose pictures are for research";
    weights.metadata["trained_on"] = "FER2013 (training part, with the votes of FER+)";
    weights.metadata["metrics"] = fmt::format("FER2013 PublicTest {:.1f} %", 100 * right);
}

void train_head(expression::BackboneKind backbone, HeadKind head, const EnsembleTrainingOptions& options) {
    const std::string name(expression::name_of(backbone));
    const FeatureSet train = features_of(backbone, read_fer2013(options.data, "train"), options);
    const FeatureSet choosing = features_of(backbone, read_fer2013(options.data, "valid"), options);
    const std::string kind = head == HeadKind::kSvm ? "svm" : "xgboost";
    FittedHead fitted = head == HeadKind::kSvm ? fit_svm(train, choosing) : fit_boosted(train, choosing);
    describe(fitted.weights, "expression head " + kind + " of " + name, fitted.right);
    nn::write_weights(fitted.weights, options.models / (name + "_" + kind + ".safetensors"));
}

namespace {

/// Which members are stacked.
struct ChoiceOptions {
    std::string_view published = "heads, as published";  ///< as combinations_of() calls it
    /// By which another combination has to beat it: less is chance, the standard error of PublicTest.
    double least_gain = 0.007;
};

}  // namespace

void train_stack(const EnsembleTrainingOptions& options) {
    const ChoiceOptions choice;
    const auto members = expression::members_in(options.models);
    expression::Ensemble ensemble({.folder = options.models, .threads = options.threads, .members = members});
    const FaceSet valid = read_fer2013(options.data, "valid");
    const Answers answers = classify(ensemble, valid);
    const std::vector<Target> targets = blended_targets(valid, StackOptions().vote_share);
    const Labels labels = original_labels(valid), majorities = majority_labels(valid);

    double best = -1;
    nn::Weights weights;
    for (const Combination& combination : combinations_of(members)) {
        const Answers chosen = only(answers, combination.members);
        const Answers judged = out_of_fold(chosen, targets);
        const double original = measured(judged, labels, by_stack).accuracy;
        const double voted = measured(judged, majorities, by_stack).accuracy;
        const double right = (original + voted) / 2;
        spdlog::info(
            "stack of {}: PublicTest {:.2f} % of the labels, {:.2f} % of the majorities, out of fold",
            combination.name, 100 * original, 100 * voted);
        const double rating = right - (combination.name == choice.published ? 0 : choice.least_gain);
        if (rating <= best) continue;
        best = rating;
        const auto inputs = static_cast<std::int64_t>(expression::stack_input(chosen.front().members).size());
        weights.tensors["stack"] =
            nn::Tensor::from_float(fit_stack(chosen, targets), {kEmotionCount, inputs});
        describe(weights, "expression stack", original);
        weights.metadata["trained_on"] = "FER2013 PublicTest: 3,579 pictures";
        weights.metadata["members"] = fmt::format("{}", fmt::join(combination.members, " "));
        weights.metadata["metrics"] +=
            fmt::format(" out of fold; {:.1f} % of FER+'s majorities", 100 * voted);
    }
    nn::write_weights(weights, options.models / "stack.safetensors");
}

}  // namespace ganemotion::training
