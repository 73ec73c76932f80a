#include "training/expression/evaluation.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include <spdlog/spdlog.h>

#include "action_units/estimator.h"
#include "expression/aligned_face.h"
#include "expression/expression.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "training/expression/disturbances.h"
#include "training/expression/leaks.h"
#include "training/expression/stack_fit.h"
#include "training/units/expression_fit.h"

namespace ganemotion::training {

namespace {

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

std::vector<Target> targets_of(const FaceSet& set) {
    return blended_targets(set, StackOptions().vote_share);
}

/// So many pictures, evenly.
FaceSet some_of(const FaceSet& set, std::size_t count) {
    FaceSet part;
    count = std::min(count, set.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t picture = i * set.size() / count;
        part.pixels.push_back(set.picture(picture));
        part.labels.push_back(set.labels[picture]);
    }
    return part;
}

/// The posed basic emotions, framed by the mesh; no member was trained on CFEE. The units' own classifier was
/// trained on most of its people: its line is of the others alone.
std::vector<MeasuredClassifier> measured_cfee(expression::Ensemble& ensemble,
                                              const std::vector<Combination>& combinations,
                                              const CfeeOptions& options, int every) {
    const action_units::Estimator estimator;
    const expression::UnitClassifier units;
    face::FaceFinder finder;
    Answers answers, by_units;
    Labels labels, test_people;
    for (const Portrait& portrait : read_portraits(options.data)) {
        const auto emotion = basic_emotion(portrait.emotion);
        const bool test_person = is_test_person(portrait.person);
        if (!emotion || (!test_person && portrait.person % every != 0)) continue;
        const media::Picture picture = media::read_picture(options.data / "images" / portrait.file);
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        answers.push_back(ensemble.classify(expression::aligned_face(picture, faces.front().mesh)));
        by_units.push_back({units.classify(estimator.estimate(faces.front())), {}});
        labels.push_back(emotion);
        test_people.push_back(test_person ? emotion : std::nullopt);
    }
    std::vector<MeasuredClassifier> table = measured_all(answers, labels, combinations);
    table.push_back(
        {"stack of " + combinations.back().name + ", the 26 test people",
         measured(with_stack(only(answers, combinations.back().members), combinations.back().stack),
                  test_people, by_stack)});
    table.push_back({"action units, trained on the other people, the 26 test people",
                     measured(by_units, test_people, by_stack)});
    return table;
}

class Evaluation {
  public:
    explicit Evaluation(const EvaluateExpressionOptions& options)
        : options_(options),
          members_(expression::members_in(options.models)),
          ensemble_({.folder = options.models, .threads = options.threads, .members = members_}),
          program_({.folder = options.models, .threads = options.threads, .members = {}}),
          combinations_(combinations_of(members_)) {}

    ExpressionEvaluation run() {
        look_at_public_test();
        if (options_.private_test) look_at_private_test();
        spdlog::info("CFEE");
        result_.cfee = measured_cfee(ensemble_, combinations_, options_.cfee, options_.cfee_every);
        const FaceSet part = some_of(options_.private_test ? test_ : valid_, options_.robustness_pictures);
        result_.disturbed_set = options_.private_test ? "PrivateTest" : "PublicTest";
        for (const Disturbance& disturbance : disturbances()) {
            spdlog::info("{}", disturbance.name);
            result_.disturbed.push_back(
                {disturbance.name,
                 measured(classify(program_, part, disturbance.apply), original_labels(part), by_stack)});
        }
        spdlog::info("framing");
        result_.framing = measure_framing(valid_, options_.framed_pictures, &program_);
        return result_;
    }

  private:
    const EvaluateExpressionOptions& options_;
    std::vector<std::string> members_;
    expression::Ensemble ensemble_, program_;
    std::vector<Combination> combinations_;
    FaceSet valid_, test_;
    ExpressionEvaluation result_;

    void look_at_public_test() {
        spdlog::info("PublicTest, {} members", members_.size());
        valid_ = read_fer2013(options_.fer2013, "valid");
        const Answers answers = classify(ensemble_, valid_);
        const std::vector<Target> targets = targets_of(valid_);
        result_.public_test = measured_members(answers, original_labels(valid_));
        for (Combination& combination : combinations_) {
            const Answers chosen = only(answers, combination.members);
            combination.stack = fit_stack(chosen, targets);
            for (const auto& line : measured_plainly(answers, original_labels(valid_), combination))
                result_.public_test.push_back(line);
            // A stack that judges what it was fitted on would flatter itself.
            const Answers judged = out_of_fold(chosen, targets);
            const std::string name = "stack of " + combination.name + ", out of fold";
            result_.public_test.push_back({name, measured(judged, original_labels(valid_), by_stack)});
            result_.public_test.push_back(
                {name + ", FER+ majority", measured(judged, majority_labels(valid_), by_stack)});
        }
        const FaceSet part = some_of(valid_, 200);
        const auto begin = std::chrono::steady_clock::now();
        const Answers said = classify(program_, part);
        result_.milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() /
            static_cast<double>(part.size());
        for (const Combination& combination : combinations_)
            if (combination.members.size() == said.front().members.size())
                result_.used = "stack of " + combination.name;
    }

    void look_at_private_test() {
        spdlog::info("PrivateTest");
        test_ = read_fer2013(options_.fer2013, "test");
        const Answers said = classify(ensemble_, test_);
        result_.private_test = measured_all(said, original_labels(test_), combinations_);
        result_.majority = measured_all(said, majority_labels(test_), combinations_);
        look_for_leaks(said);
    }

    void look_for_leaks(const Answers& said) {
        spdlog::info("leaks");
        const FaceSet train = read_fer2013(options_.fer2013, "train");
        const Combination& all = combinations_.back();
        const Labels labels = original_labels(test_);
        const Answers chosen = only(said, all.members);
        Labels clean = labels;
        LeakFigures& leaks = result_.leaks;
        for (const Duplicate& pair : duplicates_of(test_, train)) {
            ++leaks.duplicates;
            clean[pair.picture].reset();
            if (test_.labels[pair.picture].original == train.labels[pair.original].original)
                ++leaks.labelled_alike;
        }
        const Answers right = with_stack(chosen, all.stack);
        leaks.without_duplicates = measured(right, clean, by_stack).accuracy;
        const FaceSet part = some_of(train, options_.trained_pictures);
        const Answers trained = only(classify(ensemble_, part), all.members);
        leaks.on_training_data =
            measured(with_stack(trained, all.stack), original_labels(part), by_stack).accuracy;
        const auto accuracy_of = [&](const std::vector<float>& stack) {
            return measured(with_stack(chosen, stack), labels, by_stack).accuracy;
        };
        leaks.stacked_on_training = accuracy_of(fit_stack(trained, targets_of(part)));
        leaks.stacked_on_test = accuracy_of(fit_stack(chosen, targets_of(test_)));
    }
};

}  // namespace

Answers classify(expression::Ensemble& ensemble, const FaceSet& set,
                 const std::function<cv::Mat(const cv::Mat&)>& change) {
    Answers answers;
    for (std::size_t i = 0; i < set.size(); ++i)
        answers.push_back(ensemble.classify(change ? change(set.picture(i)) : set.picture(i)));
    return answers;
}

void evaluate_expression(const EvaluateExpressionOptions& options) {
    if (options.only_framing) {
        const FaceSet valid = read_fer2013(options.fer2013, "valid");
        std::cout << framing_of(measure_framing(valid, options.framed_pictures, nullptr));
        return;
    }
    write_report(Evaluation(options).run(), options.report);
}

}  // namespace ganemotion::training
