#pragma once

#include <xgboost/c_api.h>

#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace ganemotion::expression {

/// XGBoost's handles, freed when they go out of scope.
struct FreeBooster {
    void operator()(void* handle) const { XGBoosterFree(handle); }
};
struct FreeMatrix {
    void operator()(void* handle) const { XGDMatrixFree(handle); }
};
using BoosterPtr = std::unique_ptr<std::remove_pointer_t<BoosterHandle>, FreeBooster>;
using MatrixPtr = std::unique_ptr<std::remove_pointer_t<DMatrixHandle>, FreeMatrix>;

/// Throws Error(kMissingModel) with what XGBoost says, if it failed.
void check_xgboost(int outcome);

/// Rows of `columns` values. The matrix keeps a copy.
MatrixPtr make_matrix(std::span<const float> values, std::size_t columns);

/// A booster on one thread, that logs nothing; `matrices` are what it will be trained on.
BoosterPtr make_booster(const std::vector<DMatrixHandle>& matrices = {});

/// Class probabilities, row after row, or the scores before the softmax. Valid until the next call.
enum class Prediction { kProbabilities = 0, kScores = 1 };
std::span<const float> predict(const BoosterPtr& booster, const MatrixPtr& matrix,
                               Prediction prediction = Prediction::kProbabilities);

}  // namespace ganemotion::expression
