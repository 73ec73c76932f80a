#include "training/expression/evaluation.h"

#include <algorithm>
#include <chrono>
#include <iostream>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "nn/model_files.h"
#include "training/expression/cfee_faces.h"
#include "training/expression/compared.h"
#include "training/expression/disturbances.h"
#include "training/expression/leaks.h"
#include "training/expression/stack_fit.h"

namespace ganemotion::training {

namespace {

std::vector<Target> targets_of(const FaceSet& set) {
    return blended_targets(set, StackOptions().vote_share);
}

/// Where the committed weights are, and what looks at pictures with the trainer's own backbones.
EnsembleTrainingOptions trainer_options(const EvaluateExpressionOptions& options) {
    EnsembleTrainingOptions trainer;
    trainer.data = options.fer2013;
    trainer.models = options.models.empty() ? nn::home() / "models" / "expression" : options.models;
    trainer.threads = options.threads;
    return trainer;
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
        train_ = read_fer2013(options_.fer2013, "train");
        valid_ = read_fer2013(options_.fer2013, "valid");
        look_at_public_test();
        if (options_.private_test) look_at_private_test();
        look_at_cfee();
        if (options_.compare) compare();
        spdlog::info("storage");
        result_.storage = measure_storage(trainer_options(options_).models, valid_, options_.threads);
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
    std::vector<Combination> combinations_, one_sided_;
    FaceSet train_, valid_, test_;
    CfeeFaces cfee_;
    ExpressionEvaluation result_;

    void look_at_public_test() {
        spdlog::info("PublicTest, {} members", members_.size());
        const Answers answers = classify(ensemble_, valid_);
        const std::vector<Target> targets = targets_of(valid_);
        result_.public_test = measured_members(answers, original_labels(valid_));
        for (Combination& combination : combinations_) {
            const Answers chosen = only(answers, combination.members);
            combination.stack = fit_stack(chosen, targets);
            for (const auto& line : measured_plainly(answers, original_labels(valid_), combination))
                result_.public_test.push_back(line);
            judge_out_of_fold("stack of " + combination.name, chosen, targets);
        }
        // The same members under a stack that follows one kind of label alone.
        const Answers all = only(answers, combinations_.back().members);
        for (const auto& [name, share] : {std::pair("labels", 0.0), std::pair("votes", 1.0)}) {
            const auto one_sided = blended_targets(valid_, share);
            one_sided_.push_back({fmt::format("{}, fitted to the {} alone", combinations_.back().name, name),
                                  combinations_.back().members, fit_stack(all, one_sided)});
            judge_out_of_fold("stack of " + one_sided_.back().name, all, one_sided);
        }
        const FaceSet part = some_of(valid_, 200);
        const auto begin = std::chrono::steady_clock::now();
        const Answers said = classify(program_, part);
        result_.milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count() /
            static_cast<double>(part.size());
        std::vector<std::string> asked;
        for (const auto& [name, probabilities] : said.front().members) asked.push_back(name);
        for (const Combination& combination : combinations_)
            if (combination.members == asked) result_.used = "stack of " + combination.name;
    }

    /// A stack that judges what it was fitted on would flatter itself.
    void judge_out_of_fold(const std::string& stack, const Answers& answers,
                           const std::vector<Target>& targets) {
        const Answers judged = out_of_fold(answers, targets);
        const std::string name = stack + ", out of fold";
        result_.public_test.push_back({name, measured(judged, original_labels(valid_), by_stack)});
        result_.public_test.push_back(
            {name + ", FER+ majority", measured(judged, majority_labels(valid_), by_stack)});
    }

    /// All members, and all combinations of them.
    [[nodiscard]] std::vector<MeasuredClassifier> table_of(const Answers& answers,
                                                           const Labels& labels) const {
        auto table = measured_all(answers, labels, combinations_);
        for (const Combination& each : one_sided_)
            table.push_back(
                {"stack of " + each.name,
                 measured(with_stack(only(answers, each.members), each.stack), labels, by_stack)});
        return table;
    }

    void look_at_cfee() {
        spdlog::info("CFEE");
        cfee_ = read_cfee_faces(options_.cfee, options_.cfee_every);
        const Answers answers = classify(ensemble_, cfee_.faces);
        const Combination& all = combinations_.back();
        result_.cfee = table_of(answers, original_labels(cfee_.faces));
        result_.cfee.push_back(
            {"stack of " + all.name + ", the 26 test people",
             measured(with_stack(only(answers, all.members), all.stack), cfee_.test_people, by_stack)});
        result_.cfee.push_back({"action units, trained on the other people, the 26 test people",
                                measured(cfee_.by_units, cfee_.test_people, by_stack)});
    }

    /// What the program does not use: a row each in every table.
    void compare() {
        FaceSets judged = {&valid_, &cfee_.faces};
        if (options_.private_test) judged.push_back(&test_);
        for (const auto& [name, answers] :
             compared_classifiers(train_, valid_, judged, {trainer_options(options_)})) {
            const auto add = [&](auto& table, const Answers& said, const Labels& labels) {
                table.push_back({name, measured(said, labels, by_stack)});
            };
            add(result_.public_test, answers[0], original_labels(valid_));
            add(result_.cfee, answers[1], original_labels(cfee_.faces));
            if (!options_.private_test) continue;
            add(result_.private_test, answers[2], original_labels(test_));
            add(result_.majority, answers[2], majority_labels(test_));
        }
    }

    void look_at_private_test() {
        spdlog::info("PrivateTest");
        test_ = read_fer2013(options_.fer2013, "test");
        const Answers said = classify(ensemble_, test_);
        result_.private_test = table_of(said, original_labels(test_));
        result_.majority = table_of(said, majority_labels(test_));
        look_for_leaks(said);
    }

    void look_for_leaks(const Answers& said) {
        spdlog::info("leaks");
        const Combination& all = combinations_.back();
        const Labels labels = original_labels(test_);
        const Answers chosen = only(said, all.members);
        Labels clean = labels;
        LeakFigures& leaks = result_.leaks;
        for (const Duplicate& pair : duplicates_of(test_, train_)) {
            ++leaks.duplicates;
            clean[pair.picture].reset();
            if (test_.labels[pair.picture].original == train_.labels[pair.original].original)
                ++leaks.labelled_alike;
        }
        const Answers right = with_stack(chosen, all.stack);
        leaks.without_duplicates = measured(right, clean, by_stack).accuracy;
        const FaceSet part = some_of(train_, options_.trained_pictures);
        const Answers trained = only(classify(ensemble_, part), all.members);
        leaks.on_training_data =
            measured(with_stack(trained, all.stack), original_labels(part), by_stack).accuracy;
        const auto accuracy_of = [&](const std::vector<float>& stack) {
            return measured(with_stack(chosen, stack), labels, by_stack).accuracy;
        };
        leaks.stacked_on_training = accuracy_of(fit_stack(trained, targets_of(part)));
        leaks.stacked_on_test = accuracy_of(fit_stack(chosen, targets_of(test_)));
        // Trees that have seen the answers: as many rounds as there may be, chosen by the same pictures.
        const FeatureSet features =
            features_of(expression::BackboneKind::kVgg16, test_, trainer_options(options_));
        leaks.trees_on_test = fit_boosted(features, features).right;
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
