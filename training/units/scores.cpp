#include "units/scores.h"

#include <algorithm>
#include <vector>

namespace ganemotion::training {

namespace {

// A threshold is looked for among so many quantiles, and its F1 smoothed over neighbours: the best by chance
// is not the best.
constexpr int kThresholds = 193;
constexpr int kNeighbours = 4;
// Neither almost nobody nor almost everybody shows a unit.
constexpr float kLeastShare = 0.02F;

float correlation_of(const Eigen::VectorXf& a, const Eigen::VectorXf& b) {
    const Eigen::VectorXf x = a.array() - a.mean();
    const Eigen::VectorXf y = b.array() - b.mean();
    const float norms = x.norm() * y.norm();
    return norms > 0 ? x.dot(y) / norms : 0;
}

float f1_above(float threshold, const Eigen::VectorXf& estimates, const Eigen::VectorXf& labels) {
    float hits = 0;
    float errors = 0;
    for (Eigen::Index i = 0; i < labels.size(); ++i) {
        const bool said = estimates[i] > threshold;
        const bool is = labels[i] > 0;
        hits += said && is ? 1.0F : 0.0F;
        errors += said != is ? 1.0F : 0.0F;
    }
    return 2 * hits / std::max(1.0F, 2 * hits + errors);
}

}  // namespace

float best_threshold(const Eigen::VectorXf& estimates, const Eigen::VectorXf& labels) {
    std::vector<float> sorted(estimates.begin(), estimates.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<float> candidates, scores;
    for (int i = 0; i < kThresholds; ++i) {
        const float share = kLeastShare + (1 - 2 * kLeastShare) * static_cast<float>(i) / (kThresholds - 1);
        candidates.push_back(sorted[static_cast<std::size_t>(share * static_cast<float>(sorted.size() - 1))]);
        scores.push_back(f1_above(candidates.back(), estimates, labels));
    }
    int best = 0;
    float best_score = -1;
    for (int i = 0; i < kThresholds; ++i) {
        float sum = 0;
        for (int k = -kNeighbours; k <= kNeighbours; ++k)
            sum += scores[static_cast<std::size_t>(std::clamp(i + k, 0, kThresholds - 1))];
        if (sum > best_score) {
            best_score = sum;
            best = i;
        }
    }
    return candidates[static_cast<std::size_t>(best)];
}

Scores scores_of(const Eigen::VectorXf& estimates, const Eigen::VectorXf& labels, float threshold) {
    return {f1_above(threshold, estimates, labels), correlation_of(estimates, labels)};
}

}  // namespace ganemotion::training
