#pragma once

#include <filesystem>
#include <vector>

#include "expression/ensemble.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

struct StackOptions {
    /// Of the target that is FER+'s votes. PublicTest, out of fold, by the labels and by the majority of the
    /// votes: train expression --stack prints both.
    double vote_share = 0.5;
    int steps = 800;  ///< of gradient descent over all pictures
    float rate = 0.02F;
    float decay = 0.02F;  ///< pulls towards the plain mean of log probabilities, which is the start
    int folds = 5;        ///< of the check against the plain mean
};

/// [7, 7 * members + 1]: multinomial logistic regression over the members' log probabilities, towards a
/// distribution a picture.
std::vector<float> fit_stack(const std::vector<expression::EnsembleAnswer>& answers,
                             const std::vector<Target>& targets, const StackOptions& options = {});

/// The answers again with what that stack says of them.
std::vector<expression::EnsembleAnswer> with_stack(std::vector<expression::EnsembleAnswer> answers,
                                                   const std::vector<float>& stack);

/// Each answer by a stack that was fitted on the other folds.
std::vector<expression::EnsembleAnswer> out_of_fold(const std::vector<expression::EnsembleAnswer>& answers,
                                                    const std::vector<Target>& targets,
                                                    const StackOptions& options = {});

}  // namespace ganemotion::training
