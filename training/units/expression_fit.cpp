#include "units/expression_fit.h"

#include <map>

#include "units/units_fit.h"

namespace ganemotion::training {

std::optional<Emotion> basic_emotion(const std::string& cfee_label) {
    static const std::map<std::string, Emotion> kBasic = {
        {"Neutral", Emotion::kNeutral},  {"Happy", Emotion::kHappy},        {"Sad", Emotion::kSad},
        {"Angry", Emotion::kAngry},      {"Surprised", Emotion::kSurprise}, {"Fearful", Emotion::kFear},
        {"Disgusted", Emotion::kDisgust}};
    const auto found = kBasic.find(cfee_label);
    return found == kBasic.end() ? std::nullopt : std::optional(found->second);
}

Matrix fit_expression(const Matrix& units, const PersonTable& table, const std::vector<bool>& chosen,
                      const UnitsFitOptions& options) {
    std::vector<bool> basic = chosen;
    for (std::size_t i = 0; i < basic.size(); ++i)
        basic[i] = basic[i] && basic_emotion(table.emotion[i]).has_value();

    const Matrix chosen_units = rows_of(units, basic);
    Matrix x(chosen_units.rows(), chosen_units.cols() + 1);
    x << chosen_units, Matrix::Ones(chosen_units.rows(), 1);
    Matrix wanted = Matrix::Zero(x.rows(), kEmotionCount);
    Eigen::Index row = 0;
    for (std::size_t i = 0; i < basic.size(); ++i)
        if (basic[i]) wanted(row++, static_cast<Eigen::Index>(*basic_emotion(table.emotion[i]))) = 1;

    Matrix weights = Matrix::Zero(kEmotionCount, x.cols());
    for (int step = 0; step < options.expression_steps; ++step) {
        Matrix probability = x * weights.transpose();
        probability = (probability.colwise() - probability.rowwise().maxCoeff().eval()).array().exp();
        probability = probability.array().colwise() / probability.rowwise().sum().array().eval();
        const Matrix gradient = (probability - wanted).transpose() * x / static_cast<float>(x.rows());
        weights -= options.expression_rate * (gradient + options.expression_decay * weights);
    }
    return weights;
}

}  // namespace ganemotion::training
