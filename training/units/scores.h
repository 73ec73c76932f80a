#pragma once

#include <Eigen/Core>

namespace ganemotion::training {

/// How well a unit is told.
struct Scores {
    float f1 = 0;  ///< of "above the threshold" against "labelled at all"; 0 where neither is ever so
    float correlation = 0;  ///< Pearson's, with the labelled intensity; 0 where one of them never changes
};

Scores scores_of(const Eigen::VectorXf& estimates, const Eigen::VectorXf& labels, float threshold);

/// The threshold with the best F1. Precondition: not empty.
float best_threshold(const Eigen::VectorXf& estimates, const Eigen::VectorXf& labels);

}  // namespace ganemotion::training
