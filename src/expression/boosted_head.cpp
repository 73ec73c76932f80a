#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "expression/booster.h"
#include "expression/head.h"
#include "ganemotion/error.h"

namespace ganemotion::expression {

namespace {

class BoostedHead : public Head {
  public:
    BoostedHead(const nn::Weights& weights, std::size_t features)
        : features_(features), booster_(make_booster()) {
        const nn::Tensor& stored = weights.at("booster");
        check_xgboost(XGBoosterLoadModelFromBuffer(booster_.get(), stored.data.data(), stored.data.size()));
        check_xgboost(XGBoosterSetParam(booster_.get(), "nthread", "1"));
        bst_ulong fitted = 0;
        check_xgboost(XGBoosterGetNumFeature(booster_.get(), &fitted));
        const std::vector<float> nothing(features, 0);
        if (fitted != features || predict(booster_, make_matrix(nothing, features)).size() != kEmotionCount)
            throw Error(ErrorKind::kMissingModel, "the boosted trees are for " + std::to_string(fitted) +
                                                      " features, not for " + std::to_string(features) +
                                                      " and seven emotions");
    }

    EmotionProbabilities classify(std::span<const float> features) override {
        const auto said = predict(booster_, make_matrix(features, features_));
        EmotionProbabilities probabilities;
        for (const Emotion emotion : kEmotions)
            probabilities[emotion] = said[static_cast<std::size_t>(emotion)];
        return probabilities;
    }

    [[nodiscard]] std::size_t features() const override { return features_; }

  private:
    std::size_t features_;
    BoosterPtr booster_;
};

}  // namespace

std::unique_ptr<Head> make_boosted_head(const nn::Weights& weights, std::size_t features) {
    return std::make_unique<BoostedHead>(weights, features);
}

void check_xgboost(int outcome) {
    if (outcome == 0) return;
    std::string why = XGBGetLastError();
    // The first line says what, the others where in XGBoost.
    why.erase(std::min(why.find('\n'), why.size()));
    throw Error(ErrorKind::kMissingModel, "XGBoost: " + why);
}

MatrixPtr make_matrix(std::span<const float> values, std::size_t columns) {
    constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
    DMatrixHandle handle = nullptr;
    check_xgboost(XGDMatrixCreateFromMat(values.data(), values.size() / columns, columns, kMissing, &handle));
    return MatrixPtr(handle);
}

BoosterPtr make_booster(const std::vector<DMatrixHandle>& matrices) {
    BoosterHandle handle = nullptr;
    check_xgboost(XGBoosterCreate(matrices.data(), matrices.size(), &handle));
    BoosterPtr booster(handle);
    check_xgboost(XGBoosterSetParam(handle, "nthread", "1"));
    check_xgboost(XGBoosterSetParam(handle, "verbosity", "0"));
    return booster;
}

std::span<const float> predict(const BoosterPtr& booster, const MatrixPtr& matrix, Prediction prediction) {
    const std::string request =
        "{\"type\":" + std::to_string(static_cast<int>(prediction)) +
        ",\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":true}";
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* values = nullptr;
    check_xgboost(XGBoosterPredictFromDMatrix(booster.get(), matrix.get(), request.c_str(), &shape,
                                              &dimensions, &values));
    return {values, std::accumulate(shape, shape + dimensions, std::size_t{1}, std::multiplies<>())};
}

}  // namespace ganemotion::expression
