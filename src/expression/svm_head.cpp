#include <libsvm/svm.h>

#include <array>

#include "expression/head.h"
#include "ganemotion/error.h"

namespace ganemotion::expression {

namespace {

constexpr std::size_t kPairs = kEmotionCount * (kEmotionCount - 1) / 2;

template <typename T>
std::vector<T> stored(const nn::Weights& weights, const std::string& name, std::size_t count) {
    const std::vector<float> values = weights.at(name).to_float();
    if (values.size() != count)
        throw Error(ErrorKind::kMissingModel, "the tensor " + name + " is not of the expected size");
    return {values.begin(), values.end()};
}

/// A row of values as libsvm wants it: numbered from 1, closed by -1.
void fill(svm_node* nodes, std::span<const float> values) {
    for (std::size_t i = 0; i < values.size(); ++i)
        nodes[i] = {static_cast<int>(i) + 1, static_cast<double>(values[i])};
    nodes[values.size()] = {-1, 0};
}

class SvmHead : public Head {
  public:
    explicit SvmHead(const nn::Weights& weights)
        : features_(static_cast<std::size_t>(weights.at("svm.mean").element_count())),
          mean_(stored<float>(weights, "svm.mean", features_)),
          scale_(stored<float>(weights, "svm.scale", features_)),
          rho_(stored<double>(weights, "svm.rho", kPairs)),
          slope_(stored<double>(weights, "svm.slope", kPairs)),
          offset_(stored<double>(weights, "svm.offset", kPairs)),
          counts_(stored<int>(weights, "svm.counts", kEmotionCount)),
          labels_(stored<int>(weights, "svm.labels", kEmotionCount)),
          input_(features_ + 1),
          standardised_(features_) {
        std::size_t vectors = 0;
        for (const int count : counts_) vectors += static_cast<std::size_t>(count);
        for (const int label : labels_)
            if (label < 0 || label >= static_cast<int>(kEmotionCount))
                throw Error(ErrorKind::kMissingModel, "svm.labels holds something that is no emotion");
        const auto values = stored<float>(weights, "svm.vectors", vectors * features_);
        coefficients_ = stored<double>(weights, "svm.coefficients", (kEmotionCount - 1) * vectors);
        nodes_.resize(vectors * (features_ + 1));
        for (std::size_t i = 0; i < vectors; ++i) {
            rows_.push_back(nodes_.data() + i * (features_ + 1));
            fill(rows_.back(), std::span(values).subspan(i * features_, features_));
        }
        for (std::size_t i = 0; i + 1 < kEmotionCount; ++i)
            coefficient_rows_.push_back(coefficients_.data() + i * vectors);
        model_.param.svm_type = C_SVC;
        model_.param.kernel_type = RBF;
        model_.param.gamma = stored<double>(weights, "svm.gamma", 1).front();
        model_.param.probability = 1;
        model_.nr_class = static_cast<int>(kEmotionCount);
        model_.l = static_cast<int>(vectors);
        model_.SV = rows_.data();
        model_.sv_coef = coefficient_rows_.data();
        model_.rho = rho_.data();
        model_.probA = slope_.data();
        model_.probB = offset_.data();
        model_.label = labels_.data();
        model_.nSV = counts_.data();
    }

    EmotionProbabilities classify(std::span<const float> features) override {
        for (std::size_t i = 0; i < features_; ++i) standardised_[i] = (features[i] - mean_[i]) * scale_[i];
        fill(input_.data(), standardised_);
        std::array<double, kEmotionCount> estimates{};
        svm_predict_probability(&model_, input_.data(), estimates.data());
        EmotionProbabilities probabilities;
        for (std::size_t i = 0; i < kEmotionCount; ++i)
            probabilities[static_cast<Emotion>(labels_[i])] = static_cast<float>(estimates[i]);
        return probabilities;
    }

    [[nodiscard]] std::size_t features() const override { return features_; }

  private:
    std::size_t features_;
    std::vector<float> mean_, scale_;
    std::vector<double> rho_, slope_, offset_, coefficients_;
    std::vector<int> counts_, labels_;
    std::vector<svm_node> nodes_, input_;
    std::vector<float> standardised_;
    std::vector<svm_node*> rows_;
    std::vector<double*> coefficient_rows_;
    svm_model model_{};  ///< points into the members above
};

}  // namespace

std::unique_ptr<Head> make_svm_head(const nn::Weights& weights) {
    return std::make_unique<SvmHead>(weights);
}

}  // namespace ganemotion::expression
