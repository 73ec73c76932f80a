#include "training/expression/evaluation.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "expression/aligned_face.h"
#include "expression/backbone.h"
#include "expression/expression.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "training/expression/disturbances.h"
#include "training/expression/stack_fit.h"
#include "training/units/expression_fit.h"

namespace ganemotion::training {

namespace {

using Answers = std::vector<expression::EnsembleAnswer>;
using Labels = std::vector<std::optional<Emotion>>;

std::vector<float> values_of(const EmotionProbabilities& probabilities) {
    std::vector<float> values;
    for (const Emotion emotion : kEmotions) values.push_back(probabilities[emotion]);
    return values;
}

/// The emotion that most members see; where as many see another, the mean decides.
EmotionProbabilities vote_of(const expression::EnsembleAnswer& answer) {
    EmotionProbabilities votes = expression::mean_of(answer.members);
    for (const auto& [name, probabilities] : answer.members) votes[probabilities.most_probable()] += 1;
    return votes;
}

using Reading = std::function<EmotionProbabilities(const expression::EnsembleAnswer&)>;

/// Pictures without a label are left out.
Metrics measured(const Answers& answers, const Labels& labels, const Reading& reading) {
    std::vector<Answer> judged;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!labels[i]) continue;
        std::vector<float> target(kEmotionCount, 0);
        target[static_cast<std::size_t>(*labels[i])] = 1;
        judged.push_back({values_of(reading(answers[i])), target});
    }
    return measure(judged);
}

std::vector<MeasuredClassifier> measured(const Answers& answers, const Labels& labels) {
    std::vector<MeasuredClassifier> table;
    for (std::size_t member = 0; member < answers.front().members.size(); ++member)
        table.push_back(
            {std::string(answers.front().members[member].first),
             measured(answers, labels, [member](const auto& a) { return a.members[member].second; })});
    table.push_back({"plain average", measured(answers, labels, [](const auto& a) {
                         return expression::mean_of(a.members);
                     })});
    table.push_back({"majority vote", measured(answers, labels, vote_of)});
    table.push_back({"stack", measured(answers, labels, [](const auto& a) { return a.stacked; })});
    return table;
}

Labels original_labels(const FaceSet& set) {
    Labels labels;
    for (const FaceLabel& label : set.labels) labels.emplace_back(label.original);
    return labels;
}

Labels majority_labels(const FaceSet& set) {
    Labels labels;
    for (const FaceLabel& label : set.labels) labels.push_back(majority(label));
    return labels;
}

/// The posed basic emotions of the people that no model was trained on, framed by the mesh; the units' own
/// classifier, which was trained on the other people of CFEE, is the last line.
std::vector<MeasuredClassifier> measured_cfee(expression::Ensemble& ensemble, const CfeeOptions& options) {
    const action_units::Estimator estimator;
    const expression::UnitClassifier units;
    face::FaceFinder finder;
    Answers answers, by_units;
    Labels labels;
    for (const Portrait& portrait : read_portraits(options.data)) {
        const auto emotion = basic_emotion(portrait.emotion);
        if (!emotion || !is_test_person(portrait.person)) continue;
        const media::Picture picture = media::read_picture(options.data / "images" / portrait.file);
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        answers.push_back(ensemble.classify(expression::aligned_face(picture, faces.front().mesh)));
        by_units.push_back({units.classify(estimator.estimate(faces.front())), {}});
        labels.push_back(emotion);
    }
    std::vector<MeasuredClassifier> table = measured(answers, labels);
    table.push_back({"action units (trained on CFEE)",
                     measured(by_units, labels, [](const auto& a) { return a.stacked; })});
    return table;
}

float median(std::vector<float> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void measure_framing(const FaceSet& set, const EvaluateExpressionOptions& options,
                     ExpressionEvaluation& evaluation) {
    // A detector wants a border around a face and more pixels than 48.
    constexpr int kZoom = 4, kBorder = 16;
    face::FaceFinder finder;
    std::vector<float> sizes, above;
    for (std::size_t i = 0; i < std::min(set.size(), options.framed_pictures); ++i) {
        cv::Mat framed, large, rgb;
        cv::copyMakeBorder(set.picture(i), framed, kBorder, kBorder, kBorder, kBorder, cv::BORDER_REPLICATE);
        cv::resize(framed, large, {}, kZoom, kZoom, cv::INTER_CUBIC);
        cv::cvtColor(large, rgb, cv::COLOR_GRAY2RGB);
        const auto faces = finder.find(media::from_rgb(rgb));
        if (faces.empty()) continue;
        const auto points = expression::points_of(faces.front().mesh);
        constexpr float kSide = kZoom * expression::kFaceSide;
        sizes.push_back(points.size() / kSide);
        above.push_back(0.5F - (points.eyes.y - kZoom * kBorder) / kSide);
    }
    evaluation.framed = sizes.size();
    evaluation.size = median(sizes);
    evaluation.eyes_above = median(above);
}

FaceSet first(const FaceSet& set, std::size_t count) {
    FaceSet part = set;
    part.labels.resize(std::min(count, set.size()));
    return part;
}

}  // namespace

std::vector<expression::EnsembleAnswer> classify(expression::Ensemble& ensemble, const FaceSet& set,
                                                 const std::function<cv::Mat(const cv::Mat&)>& change) {
    Answers answers;
    for (std::size_t i = 0; i < set.size(); ++i)
        answers.push_back(ensemble.classify(change ? change(set.picture(i)) : set.picture(i)));
    return answers;
}

void evaluate_expression(const EvaluateExpressionOptions& options) {
    expression::Ensemble ensemble({.folder = options.models, .threads = options.threads});
    ExpressionEvaluation evaluation;
    const FaceSet valid = read_fer2013(options.fer2013, "valid");
    const auto begin = std::chrono::steady_clock::now();
    const Answers answers = classify(ensemble, valid);
    evaluation.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() /
        static_cast<double>(valid.size());
    std::vector<Emotion> labels;
    for (const FaceLabel& label : valid.labels) labels.push_back(label.original);
    evaluation.public_test = measured(out_of_fold(answers, labels), original_labels(valid));
    if (options.private_test) {
        const FaceSet test = read_fer2013(options.fer2013, "test");
        const Answers said = classify(ensemble, test);
        evaluation.private_test = measured(said, original_labels(test));
        evaluation.majority = measured(said, majority_labels(test));
    }
    evaluation.cfee = measured_cfee(ensemble, options.cfee);
    const FaceSet part = first(valid, options.robustness_pictures);
    for (const Disturbance& disturbance : disturbances())
        evaluation.disturbed.push_back(
            {disturbance.name,
             measured(classify(ensemble, part, disturbance.apply), original_labels(part),
                      [](const auto& answer) { return expression::mean_of(answer.members); })});
    measure_framing(valid, options, evaluation);
    write_report(evaluation, options.report);
}

}  // namespace ganemotion::training
