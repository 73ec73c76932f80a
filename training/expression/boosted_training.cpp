#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "expression/booster.h"
#include "training/expression/head_training.h"

namespace ganemotion::training {

namespace {

using expression::check_xgboost;

void set(const expression::BoosterPtr& booster, const char* name, const auto& value) {
    check_xgboost(XGBoosterSetParam(booster.get(), name, fmt::format("{}", value).c_str()));
}

/// Of the softmax towards the targets: XGBoost's own objective takes one label a picture, these are
/// distributions.
struct Slopes {
    std::vector<float> first, second;
};

Slopes slopes_of(std::span<const float> scores, const FeatureSet& set) {
    constexpr float kLeastCurvature = 1e-6F;
    Slopes slopes;
    for (std::size_t i = 0; i < set.targets.size(); ++i) {
        const auto row = scores.subspan(i * kEmotionCount, kEmotionCount);
        const float highest = *std::max_element(row.begin(), row.end());
        float sum = 0;
        for (const float score : row) sum += std::exp(score - highest);
        for (std::size_t e = 0; e < kEmotionCount; ++e) {
            const float p = std::exp(row[e] - highest) / sum;
            slopes.first.push_back(set.weight(i) * (p - set.targets[i][e]));
            slopes.second.push_back(set.weight(i) * std::max(2 * p * (1 - p), kLeastCurvature));
        }
    }
    return slopes;
}

struct Judgement {
    double loss = 0;   ///< cross entropy towards the targets
    double right = 0;  ///< share of the original labels
};

Judgement judge(const expression::BoosterPtr& booster, const expression::MatrixPtr& matrix,
                const FeatureSet& set) {
    const auto said = expression::predict(booster, matrix);
    Judgement judgement;
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
        const auto row = said.subspan(i * kEmotionCount, kEmotionCount);
        const auto best = std::max_element(row.begin(), row.end()) - row.begin();
        judgement.right += best == static_cast<int>(set.labels[i]) ? 1 : 0;
        for (std::size_t e = 0; e < kEmotionCount; ++e)
            judgement.loss -= static_cast<double>(set.weight(i) * set.targets[i][e] * std::log(row[e]));
    }
    judgement.right /= static_cast<double>(set.labels.size());
    judgement.loss /= static_cast<double>(set.labels.size());
    return judgement;
}

nn::Tensor bytes_of(const expression::BoosterPtr& booster) {
    bst_ulong length = 0;
    const char* bytes = nullptr;
    check_xgboost(XGBoosterSaveModelToBuffer(booster.get(), R"({"format":"ubj"})", &length, &bytes));
    const auto* first = reinterpret_cast<const std::byte*>(bytes);
    return {"U8", {static_cast<std::int64_t>(length)}, {first, first + length}};
}

}  // namespace

FittedHead fit_boosted(const FeatureSet& train, const FeatureSet& choosing, const BoostingOptions& options) {
    const auto matrix = expression::make_matrix(train.values, train.columns);
    const auto judged = expression::make_matrix(choosing.values, choosing.columns);
    const auto booster = expression::make_booster({matrix.get(), judged.get()});
    set(booster, "objective", "multi:softprob");
    set(booster, "num_class", kEmotionCount);
    set(booster, "tree_method", "hist");
    set(booster, "max_depth", options.depth);
    set(booster, "eta", options.rate);
    set(booster, "subsample", options.rows);
    set(booster, "colsample_bytree", options.columns);
    set(booster, "min_child_weight", options.least_weight);
    set(booster, "lambda", options.decay);
    set(booster, "max_bin", options.bins);
    set(booster, "seed", options.seed);
    constexpr int kLook = 5;  // rounds between two looks at PublicTest
    FittedHead best;
    double least = std::numeric_limits<double>::max();
    int best_round = 0;
    for (int round = 1; round <= options.most_rounds; ++round) {
        Slopes slopes =
            slopes_of(expression::predict(booster, matrix, expression::Prediction::kScores), train);
        check_xgboost(XGBoosterBoostOneIter(booster.get(), matrix.get(), slopes.first.data(),
                                            slopes.second.data(), slopes.first.size()));
        if (round % kLook != 0) continue;
        const Judgement judgement = judge(booster, judged, choosing);
        if (judgement.loss < least) {
            least = judgement.loss;
            best_round = round;
            best.right = judgement.right;
            best.weights.tensors["booster"] = bytes_of(booster);
        } else if (round - best_round >= options.patience) {
            break;
        }
    }
    spdlog::info("xgboost: {} rounds of {} trees, PublicTest {:.2f} %, {} kB", best_round, kEmotionCount,
                 100 * best.right, best.weights.tensors["booster"].data.size() / 1000);
    return best;
}

}  // namespace ganemotion::training
