#include "training/expression/discriminant.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace ganemotion::training {

namespace {

constexpr Eigen::Index kBlock =
    1024;  // pictures at a time: a centred copy of all of them would double memory

Eigen::Index index_of(Emotion emotion) {
    return static_cast<Eigen::Index>(emotion);
}

/// The covariance of rows about a mean that belongs to each.
Eigen::MatrixXf covariance_of(const FeatureMatrix& features,
                              const std::function<Eigen::RowVectorXf(Eigen::Index)>& mean) {
    Eigen::MatrixXf sum = Eigen::MatrixXf::Zero(features.cols(), features.cols());
    for (Eigen::Index first = 0; first < features.rows(); first += kBlock) {
        FeatureMatrix block = features.middleRows(first, std::min(kBlock, features.rows() - first));
        for (Eigen::Index i = 0; i < block.rows(); ++i) block.row(i) -= mean(first + i);
        sum.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
    }
    return Eigen::MatrixXf(sum.selfadjointView<Eigen::Lower>()) / static_cast<float>(features.rows());
}

}  // namespace

FeatureMatrix features_of(const FaceSet& set, const std::function<std::vector<float>(const cv::Mat&)>& look) {
    FeatureMatrix features;
    for (std::size_t i = 0; i < set.size(); ++i) {
        const std::vector<float> row = look(set.picture(i));
        const auto columns = static_cast<Eigen::Index>(row.size());
        if (i == 0) features.resize(static_cast<Eigen::Index>(set.size()), columns);
        features.row(static_cast<Eigen::Index>(i)) =
            Eigen::Map<const Eigen::RowVectorXf>(row.data(), columns);
    }
    return features;
}

ClassMoments moments_of(const FeatureMatrix& features, const FaceSet& set) {
    ClassMoments moments;
    moments.means = FeatureMatrix::Zero(kEmotionCount, features.cols());
    moments.shares = Eigen::RowVectorXf::Zero(kEmotionCount);
    const auto emotion_of = [&](Eigen::Index i) {
        return index_of(set.labels[static_cast<std::size_t>(i)].original);
    };
    for (Eigen::Index i = 0; i < features.rows(); ++i) {
        moments.means.row(emotion_of(i)) += features.row(i);
        moments.shares(emotion_of(i)) += 1;
    }
    for (Eigen::Index e = 0; e < moments.means.rows(); ++e)
        moments.means.row(e) /= std::max(moments.shares(e), 1.0F);
    moments.shares /= static_cast<float>(features.rows());
    moments.covariance =
        covariance_of(features, [&](Eigen::Index i) { return moments.means.row(emotion_of(i)); });
    return moments;
}

FeatureMatrix PrincipalComponents::of(const FeatureMatrix& features) const {
    return (features.rowwise() - mean) * axes;
}

PrincipalComponents principal_components(const FeatureMatrix& features) {
    PrincipalComponents components;
    components.mean = features.colwise().mean();
    const Eigen::MatrixXf covariance = covariance_of(features, [&](Eigen::Index) { return components.mean; });
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(covariance);
    components.axes = solver.eigenvectors().rowwise().reverse();
    return components;
}

Discriminant::Discriminant(const ClassMoments& moments, float shrinkage) {
    const auto columns = static_cast<float>(moments.covariance.cols());
    Eigen::MatrixXf shape = (1 - shrinkage) * moments.covariance;
    shape.diagonal().array() += shrinkage * moments.covariance.trace() / columns;
    weights_ = shape.llt().solve(moments.means.transpose());
    offsets_ = moments.shares.array().max(1e-6F).log().matrix() -
               0.5F * (moments.means.transpose().cwiseProduct(weights_)).colwise().sum();
}

Answers Discriminant::classify(const FeatureMatrix& features) const {
    Answers answers(static_cast<std::size_t>(features.rows()));
    for (Eigen::Index i = 0; i < features.rows(); ++i) {
        Eigen::RowVectorXf scores = features.row(i) * weights_ + offsets_;
        scores = (scores.array() - scores.maxCoeff()).exp();
        for (const Emotion emotion : kEmotions)
            answers[static_cast<std::size_t>(i)].stacked[emotion] = scores(index_of(emotion)) / scores.sum();
    }
    return answers;
}

ChosenDiscriminant choose_discriminant(const ClassMoments& moments, const FeatureMatrix& choosing,
                                       const Labels& labels, const std::vector<float>& shrinkages) {
    std::optional<ChosenDiscriminant> best;
    for (const float shrinkage : shrinkages) {
        Discriminant discriminant(moments, shrinkage);
        const double right = measured(discriminant.classify(choosing), labels, by_stack).accuracy;
        if (!best || right > best->right) best = {std::move(discriminant), right};
    }
    return *best;
}

}  // namespace ganemotion::training
