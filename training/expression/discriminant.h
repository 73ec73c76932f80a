#pragma once

#include <Eigen/Core>

#include <functional>
#include <vector>

#include "training/expression/combinations.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

/// A picture a row.
using FeatureMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// What a function says of every picture of a set.
FeatureMatrix features_of(const FaceSet& set, const std::function<std::vector<float>(const cv::Mat&)>& look);

/// How features are spread in each emotion: all that Fisher's criterion asks.
struct ClassMoments {
    FeatureMatrix means;         ///< [7, columns]
    Eigen::RowVectorXf shares;   ///< [7], of the pictures
    Eigen::MatrixXf covariance;  ///< [columns, columns], about the mean of each emotion
};
ClassMoments moments_of(const FeatureMatrix& features, const FaceSet& set);

/// Principal components, those that vary most first.
struct PrincipalComponents {
    Eigen::RowVectorXf mean;
    Eigen::MatrixXf axes;  ///< [columns, components]

    [[nodiscard]] FeatureMatrix of(const FeatureMatrix& features) const;
};
PrincipalComponents principal_components(const FeatureMatrix& features);

/// Fisher's linear discriminant: emotions are clouds of one shape, and the nearest mean in the measure of
/// that shape wins.
class Discriminant {
  public:
    /// `shrinkage`: 0..1, how far the clouds are taken for balls.
    Discriminant(const ClassMoments& moments, float shrinkage);
    [[nodiscard]] Answers classify(const FeatureMatrix& features) const;

  private:
    Eigen::MatrixXf weights_;  ///< [columns, 7]
    Eigen::RowVectorXf offsets_;
};

/// A discriminant and its accuracy on what its shrinkage was chosen by.
struct ChosenDiscriminant {
    Discriminant discriminant;
    double right = 0;
};
ChosenDiscriminant choose_discriminant(const ClassMoments& moments, const FeatureMatrix& choosing,
                                       const Labels& labels, const std::vector<float>& shrinkages);

}  // namespace ganemotion::training
