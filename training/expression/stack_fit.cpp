#include "training/expression/stack_fit.h"

#include <Eigen/Core>

namespace ganemotion::training {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Answers = std::vector<expression::EnsembleAnswer>;

Matrix inputs_of(const Answers& answers) {
    Matrix inputs;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const std::vector<float> row = expression::stack_input(answers[i].members);
        const auto columns = static_cast<Eigen::Index>(row.size());
        if (i == 0) inputs.resize(static_cast<Eigen::Index>(answers.size()), columns);
        inputs.row(static_cast<Eigen::Index>(i)) = Eigen::Map<const Eigen::RowVectorXf>(row.data(), columns);
    }
    return inputs;
}

Matrix softmax_of(Matrix scores) {
    scores = (scores.colwise() - scores.rowwise().maxCoeff().eval()).array().exp();
    return scores.array().colwise() / scores.rowwise().sum().array().eval();
}

/// Every member counts alike: the geometric mean.
Matrix plain_mean(Eigen::Index inputs) {
    const Eigen::Index members = inputs / static_cast<Eigen::Index>(kEmotionCount);
    Matrix weights = Matrix::Zero(kEmotionCount, inputs);
    for (Eigen::Index member = 0; member < members; ++member)
        for (Eigen::Index e = 0; e < static_cast<Eigen::Index>(kEmotionCount); ++e)
            weights(e, member * static_cast<Eigen::Index>(kEmotionCount) + e) =
                1.0F / static_cast<float>(members);
    return weights;
}

}  // namespace

std::vector<float> fit_stack(const Answers& answers, const std::vector<Target>& targets,
                             const StackOptions& options) {
    const Matrix inputs = inputs_of(answers);
    const Eigen::Map<const Matrix> wanted(targets.front().data(), inputs.rows(), kEmotionCount);
    const Matrix start = plain_mean(inputs.cols());
    Matrix weights = start;
    for (int step = 0; step < options.steps; ++step) {
        const Matrix error = softmax_of(inputs * weights.transpose()) - wanted;
        const Matrix gradient = error.transpose() * inputs / static_cast<float>(inputs.rows());
        weights -= options.rate * (gradient + options.decay * (weights - start));
    }
    return {weights.data(), weights.data() + weights.size()};
}

Answers with_stack(Answers answers, const std::vector<float>& stack) {
    const Matrix inputs = inputs_of(answers);
    const Eigen::Map<const Matrix> weights(stack.data(), kEmotionCount, inputs.cols());
    const Matrix probabilities = softmax_of(inputs * weights.transpose());
    for (std::size_t i = 0; i < answers.size(); ++i)
        for (const Emotion emotion : kEmotions)
            answers[i].stacked[emotion] =
                probabilities(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(emotion));
    return answers;
}

Answers out_of_fold(const Answers& answers, const std::vector<Target>& targets, const StackOptions& options) {
    const auto folds = static_cast<std::size_t>(options.folds);
    Answers result = answers;
    for (std::size_t fold = 0; fold < folds; ++fold) {
        Answers fitted, judged;
        std::vector<Target> fitted_targets;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (i % folds == fold) {
                judged.push_back(answers[i]);
            } else {
                fitted.push_back(answers[i]);
                fitted_targets.push_back(targets[i]);
            }
        }
        judged = with_stack(judged, fit_stack(fitted, fitted_targets, options));
        for (std::size_t i = 0; i < judged.size(); ++i) result[i * folds + fold] = judged[i];
    }
    return result;
}

}  // namespace ganemotion::training
