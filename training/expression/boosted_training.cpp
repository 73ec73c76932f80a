#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "expression/booster.h"
#include "training/expression/head_training.h"

namespace ganemotion::training {

namespace {

using expression::check_xgboost;

expression::MatrixPtr matrix_of(const FeatureSet& set, const std::vector<float>& weights) {
    expression::MatrixPtr matrix = expression::make_matrix(set.values, set.columns);
    std::vector<float> labels;
    for (const Emotion label : set.labels) labels.push_back(static_cast<float>(label));
    check_xgboost(XGDMatrixSetFloatInfo(matrix.get(), "label", labels.data(), labels.size()));
    if (!weights.empty())
        check_xgboost(XGDMatrixSetFloatInfo(matrix.get(), "weight", weights.data(), weights.size()));
    return matrix;
}

void set(const expression::BoosterPtr& booster, const char* name, const auto& value) {
    check_xgboost(XGBoosterSetParam(booster.get(), name, fmt::format("{}", value).c_str()));
}

double accuracy_of(const expression::BoosterPtr& booster, const expression::MatrixPtr& matrix,
                   const std::vector<Emotion>& labels) {
    const auto said = expression::predict(booster, matrix);
    std::size_t right = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = said.subspan(i * kEmotionCount, kEmotionCount);
        right +=
            std::max_element(row.begin(), row.end()) - row.begin() == static_cast<int>(labels[i]) ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(labels.size());
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
    const auto matrix = matrix_of(train, options.weights), judge = matrix_of(choosing, {});
    const auto booster = expression::make_booster({matrix.get(), judge.get()});
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
    constexpr int kLook = 10;  // rounds between two looks at PublicTest
    FittedHead best{{}, -1};
    int best_round = 0;
    for (int round = 1; round <= options.most_rounds; ++round) {
        check_xgboost(XGBoosterUpdateOneIter(booster.get(), round - 1, matrix.get()));
        if (round % kLook != 0) continue;
        const double right = accuracy_of(booster, judge, choosing.labels);
        if (right > best.right) {
            best.right = right;
            best_round = round;
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
