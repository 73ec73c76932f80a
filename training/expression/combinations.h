#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "expression/ensemble.h"
#include "training/expression/fer2013.h"
#include "training/text/metrics.h"

namespace ganemotion::training {

using Answers = std::vector<expression::EnsembleAnswer>;
using Labels = std::vector<std::optional<Emotion>>;

/// FER2013's own, and what most people of FER+ saw.
Labels original_labels(const FaceSet& set);
Labels majority_labels(const FaceSet& set);

/// Members that are asked together, and the stack over them.
struct Combination {
    std::string name;
    std::vector<std::string> members;
    std::vector<float> stack;  ///< as fit_stack() gives it
};

/// The softmaxes, the heads (as published) and all of them, as far as there are at least two members.
std::vector<Combination> combinations_of(const std::vector<std::string>& members);

/// The same answers by some of the members.
Answers only(const Answers& answers, const std::vector<std::string>& members);

/// The emotion that most members see; where as many see another, the mean decides.
EmotionProbabilities vote_of(const expression::EnsembleAnswer& answer);

/// One line of a table.
struct MeasuredClassifier {
    std::string what;
    Metrics metrics;
};

/// What a classifier that the program does not use says of each judged set.
struct ComparedClassifier {
    std::string name;
    std::vector<Answers> answers;
};
using FaceSets = std::vector<const FaceSet*>;

using Reading = std::function<EmotionProbabilities(const expression::EnsembleAnswer&)>;

/// Pictures without a label are left out.
Metrics measured(const Answers& answers, const Labels& labels, const Reading& reading);

/// What a stack says, as a reading.
EmotionProbabilities by_stack(const expression::EnsembleAnswer& answer);

/// Every member alone.
std::vector<MeasuredClassifier> measured_members(const Answers& answers, const Labels& labels);

/// Mean and vote of a combination, if it has several members.
std::vector<MeasuredClassifier> measured_plainly(const Answers& answers, const Labels& labels,
                                                 const Combination& combination);

/// Every member alone, then mean, vote and stack of each combination.
std::vector<MeasuredClassifier> measured_all(const Answers& answers, const Labels& labels,
                                             const std::vector<Combination>& combinations);

}  // namespace ganemotion::training
