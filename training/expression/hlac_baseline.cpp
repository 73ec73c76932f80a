#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <spdlog/spdlog.h>
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <opencv2/imgproc.hpp>

#include "expression/face_input.h"
#include "training/expression/baselines.h"
#include "training/expression/discriminant.h"

namespace ganemotion::training {

namespace {

/// Gray levels about 0.5, whatever the light was: products of signed values would cancel.
cv::Mat gray_levels(const cv::Mat& picture) {
    constexpr float kContrast = 0.25F;  // four standard deviations span 0..1
    cv::Mat gray(picture.size(), CV_32FC1);
    expression::normalize(picture, {gray.ptr<float>(), gray.total()});
    return gray * kContrast + 0.5;
}

/// Translated so that its first point in reading order is the origin.
std::set<std::pair<int, int>> place_free(const LocalMask& mask) {
    const auto first = *std::min_element(mask.begin(), mask.end(), [](cv::Point a, cv::Point b) {
        return std::pair(a.y, a.x) < std::pair(b.y, b.x);
    });
    std::set<std::pair<int, int>> points;
    for (const cv::Point& point : mask) points.emplace(point.y - first.y, point.x - first.x);
    return points;
}

using Places = Eigen::Map<const FeatureMatrix>;  ///< [masks, cells] of a picture, or of several below another

/// Columns are weight maps, the best by Fisher's criterion first: between the emotions the local features
/// shall differ much, within each of them little.
Eigen::MatrixXf fisher_weight_maps(const FeatureMatrix& features, const FaceSet& set, Eigen::Index cells) {
    const Eigen::Index masks = features.cols() / cells;
    FeatureMatrix means = FeatureMatrix::Zero(kEmotionCount, features.cols());
    Eigen::VectorXf counts = Eigen::VectorXf::Zero(kEmotionCount);
    const auto emotion_of = [&](Eigen::Index i) {
        return static_cast<Eigen::Index>(set.labels[static_cast<std::size_t>(i)].original);
    };
    for (Eigen::Index i = 0; i < features.rows(); ++i) {
        means.row(emotion_of(i)) += features.row(i);
        counts(emotion_of(i)) += 1;
    }
    const Eigen::RowVectorXf mean = means.colwise().sum() / counts.sum();
    means.array().colwise() /= counts.array().max(1);
    Eigen::MatrixXf within = Eigen::MatrixXf::Zero(cells, cells), between = within;
    for (Eigen::Index i = 0; i < features.rows(); ++i) {
        const Eigen::RowVectorXf apart = features.row(i) - means.row(emotion_of(i));
        const Places places(apart.data(), masks, cells);
        within.noalias() += places.transpose() * places;
    }
    for (Eigen::Index e = 0; e < means.rows(); ++e) {
        const Eigen::RowVectorXf apart = means.row(e) - mean;
        const Places places(apart.data(), masks, cells);
        between.noalias() += counts(e) * places.transpose() * places;
    }
    within.diagonal().array() += 1e-4F * within.trace() / static_cast<float>(cells);
    const Eigen::GeneralizedSelfAdjointEigenSolver<Eigen::MatrixXf> solver(between, within);
    return solver.eigenvectors().rowwise().reverse();
}

FeatureMatrix under_maps(const FeatureMatrix& features, const Eigen::MatrixXf& maps) {
    const Eigen::Index masks = features.cols() / maps.rows();
    const Places places(features.data(), features.rows() * masks, maps.rows());
    const FeatureMatrix weighted = places * maps;
    return Places(weighted.data(), features.rows(), masks * maps.cols());
}

}  // namespace

std::vector<LocalMask> hlac_masks() {
    std::vector<LocalMask> masks;
    std::set<std::set<std::pair<int, int>>> known;
    const auto add = [&](const LocalMask& mask) {
        if (known.insert(place_free(mask)).second) masks.push_back(mask);
    };
    std::vector<cv::Point> around;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x)
            if (x != 0 || y != 0) around.emplace_back(x, y);
    add({{0, 0}});
    for (const cv::Point& one : around) add({{0, 0}, one});
    for (const cv::Point& one : around)
        for (const cv::Point& other : around)
            if (one != other) add({{0, 0}, one, other});
    return masks;
}

std::vector<float> hlac_features(const cv::Mat& gray, const HlacOptions& options) {
    static const std::vector<LocalMask> kMasks = hlac_masks();
    const int most = *std::max_element(options.distances.begin(), options.distances.end());
    cv::Mat wide, product, means;
    cv::copyMakeBorder(gray, wide, most, most, most, most, cv::BORDER_REPLICATE);
    const auto moved = [&](const cv::Point& by) {
        return wide(cv::Rect(cv::Point(most, most) + by, gray.size()));
    };
    std::vector<float> features;
    for (const int distance : options.distances)
        for (const LocalMask& mask : kMasks) {
            moved({0, 0}).copyTo(product);
            for (std::size_t i = 1; i < mask.size(); ++i)
                cv::multiply(product, moved(mask[i] * distance), product);
            cv::resize(product, means, {options.cells, options.cells}, 0, 0, cv::INTER_AREA);
            features.insert(features.end(), means.begin<float>(), means.end<float>());
        }
    return features;
}

ComparedClassifier hlac_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                 const HlacOptions& options) {
    const auto look = [&](const cv::Mat& picture) { return hlac_features(gray_levels(picture), options); };
    const FeatureMatrix fitted = features_of(train, look), chosen = features_of(choosing, look);
    const Eigen::MatrixXf all =
        fisher_weight_maps(fitted, train, Eigen::Index{options.cells} * options.cells);
    std::optional<ChosenDiscriminant> best;
    Eigen::MatrixXf best_maps;
    for (const int count : options.maps) {
        const Eigen::MatrixXf maps = all.leftCols(count);
        auto found =
            choose_discriminant(moments_of(under_maps(fitted, maps), train), under_maps(chosen, maps),
                                original_labels(choosing), options.shrinkages);
        spdlog::info("HLAC, {} weight maps: PublicTest {:.2f} %", count, 100 * found.right);
        if (best && found.right <= best->right) continue;
        best = std::move(found);
        best_maps = maps;
    }
    ComparedClassifier baseline{"HLAC, Fisher weight maps, discriminant", {}};
    for (const FaceSet* set : judged)
        baseline.answers.push_back(
            best->discriminant.classify(under_maps(features_of(*set, look), best_maps)));
    return baseline;
}

}  // namespace ganemotion::training
