#include <linear.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <memory>

#include <spdlog/spdlog.h>

#include "training/expression/baselines.h"
#include "training/expression/discriminant.h"

namespace ganemotion::training {

namespace {

constexpr int kNeighbours = 8, kCodes = 1 << kNeighbours, kBins = 59;

int changes_around(int code) {
    const auto circle = static_cast<std::uint8_t>(code);
    return std::popcount(static_cast<std::uint8_t>(circle ^ std::rotl(circle, 1)));
}

/// The bits of the neighbours that are at least as bright, round the circle from the left above.
cv::Mat codes_of(const cv::Mat& picture, int radius) {
    constexpr std::array<std::pair<int, int>, kNeighbours> kCircle = {
        {{-1, -1}, {-1, 0}, {-1, 1}, {0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}}};
    cv::Mat wide, codes(picture.size(), CV_8UC1, cv::Scalar(0));
    cv::copyMakeBorder(picture, wide, radius, radius, radius, radius, cv::BORDER_REPLICATE);
    for (std::size_t bit = 0; bit < kCircle.size(); ++bit) {
        const auto [down, right] = kCircle[bit];
        const cv::Point at(radius * (1 + right), radius * (1 + down));
        const cv::Mat brighter = wide(cv::Rect(at, picture.size())) >= picture;
        cv::bitwise_or(codes, brighter & (1 << bit), codes);
    }
    return codes;
}

/// Rows as liblinear wants them: numbers from 1, a constant feature for the offset, an end. Zeros are left
/// out.
class Rows {
  public:
    explicit Rows(const FeatureMatrix& features) : columns_(static_cast<int>(features.cols()) + 1) {
        for (Eigen::Index i = 0; i < features.rows(); ++i) {
            std::vector<feature_node> row;
            for (int c = 0; c < columns_ - 1; ++c)
                if (features(i, c) != 0) row.push_back({c + 1, static_cast<double>(features(i, c))});
            row.push_back({columns_, 1});
            row.push_back({-1, 0});
            rows_.push_back(std::move(row));
        }
    }
    feature_node* row(std::size_t i) { return rows_[i].data(); }
    [[nodiscard]] int columns() const { return columns_; }

  private:
    int columns_;
    std::vector<std::vector<feature_node>> rows_;
};

struct FreeModel {
    void operator()(model* fitted) const { free_and_destroy_model(&fitted); }
};

/// Logistic regression, one class against the others, over those pictures that have a class.
class Regression {
  public:
    Regression(Rows& rows, const std::vector<int>& classes, double cost, double precision) {
        set_print_string_function([](const char*) {});
        for (std::size_t i = 0; i < classes.size(); ++i) {
            if (classes[i] < 0) continue;
            pointers_.push_back(rows.row(i));
            labels_.push_back(static_cast<double>(classes[i]));
        }
        const problem all{static_cast<int>(pointers_.size()), rows.columns(), labels_.data(),
                          pointers_.data(), 1};
        parameter settings{};
        settings.solver_type = L2R_LR;
        settings.C = cost;
        settings.eps = precision;
        fitted_.reset(::train(&all, &settings));
        order_.resize(static_cast<std::size_t>(get_nr_class(fitted_.get())));
        get_labels(fitted_.get(), order_.data());
    }

    [[nodiscard]] std::vector<float> probabilities(const feature_node* row, std::size_t classes) const {
        std::vector<double> said(order_.size());
        predict_probability(fitted_.get(), row, said.data());
        std::vector<float> result(classes);
        for (std::size_t i = 0; i < order_.size(); ++i)
            result[static_cast<std::size_t>(order_[i])] = static_cast<float>(said[i]);
        return result;
    }

  private:
    std::vector<double> labels_;
    std::vector<feature_node*> pointers_;
    std::unique_ptr<model, FreeModel> fitted_;
    std::vector<int> order_;
};

/// The group first, then the emotion within it: their probabilities are multiplied.
class CoarseToFine {
  public:
    CoarseToFine(const FeatureMatrix& features, const FaceSet& set, double cost,
                 const PatternOptions& options)
        : groups_(options.groups) {
        Rows rows(features);
        std::vector<int> coarse(set.size(), -1);
        std::vector<std::vector<int>> fine(groups_.size(), coarse);
        for (std::size_t i = 0; i < set.size(); ++i)
            for (std::size_t g = 0; g < groups_.size(); ++g) {
                const auto place = std::find(groups_[g].begin(), groups_[g].end(), set.labels[i].original);
                if (place == groups_[g].end()) continue;
                coarse[i] = static_cast<int>(g);
                fine[g][i] = static_cast<int>(place - groups_[g].begin());
            }
        coarse_ = std::make_unique<Regression>(rows, coarse, cost, options.precision);
        for (std::size_t g = 0; g < groups_.size(); ++g)
            fine_.push_back(groups_[g].size() > 1
                                ? std::make_unique<Regression>(rows, fine[g], cost, options.precision)
                                : nullptr);
    }

    [[nodiscard]] Answers classify(const FeatureMatrix& features) const {
        Rows rows(features);
        Answers answers(static_cast<std::size_t>(features.rows()));
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto groups = coarse_->probabilities(rows.row(i), groups_.size());
            for (std::size_t g = 0; g < groups_.size(); ++g) {
                const auto within = fine_[g] ? fine_[g]->probabilities(rows.row(i), groups_[g].size())
                                             : std::vector<float>{1};
                for (std::size_t e = 0; e < within.size(); ++e)
                    answers[i].stacked[groups_[g][e]] = groups[g] * within[e];
            }
        }
        return answers;
    }

  private:
    std::vector<std::vector<Emotion>> groups_;
    std::unique_ptr<Regression> coarse_;
    std::vector<std::unique_ptr<Regression>> fine_;
};

}  // namespace

int uniform_pattern(int code) {
    static const std::array<int, kCodes> kNumbers = [] {
        std::array<int, kCodes> numbers{};
        int next = 0;
        for (int each = 0; each < kCodes; ++each)
            numbers[static_cast<std::size_t>(each)] = changes_around(each) <= 2 ? next++ : kBins - 1;
        return numbers;
    }();
    return kNumbers[static_cast<std::size_t>(code)];
}

std::vector<float> pattern_histograms(const cv::Mat& picture, int radius, int cells) {
    const cv::Mat codes = codes_of(picture, radius);
    const auto across = static_cast<std::size_t>(cells);
    std::vector<float> histograms(across * across * kBins);
    for (int y = 0; y < codes.rows; ++y)
        for (int x = 0; x < codes.cols; ++x) {
            const auto cell = static_cast<std::size_t>(y * cells / codes.rows) * across +
                              static_cast<std::size_t>(x * cells / codes.cols);
            histograms[cell * kBins + static_cast<std::size_t>(uniform_pattern(codes.at<uchar>(y, x)))] += 1;
        }
    const float in_cell = static_cast<float>(codes.total()) / static_cast<float>(cells * cells);
    for (float& count : histograms) count = std::sqrt(count / in_cell);
    return histograms;
}

ComparedClassifier pattern_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                    const PatternOptions& options) {
    const auto features_at = [&](const FaceSet& set, int radius) {
        return features_of(
            set, [&](const cv::Mat& picture) { return pattern_histograms(picture, radius, options.cells); });
    };
    const FaceSet part = some_of(train, options.pictures_to_choose);
    double best = -1, best_cost = 0;
    int best_radius = 0;
    for (const int radius : options.radii) {
        const FeatureMatrix fitted = features_at(part, radius), chosen = features_at(choosing, radius);
        for (const double cost : options.costs) {
            const CoarseToFine classifier(fitted, part, cost, options);
            const double right =
                measured(classifier.classify(chosen), original_labels(choosing), by_stack).accuracy;
            spdlog::info("LBP, radius {}, C {}, {} pictures: PublicTest {:.2f} %", radius, cost, part.size(),
                         100 * right);
            if (right <= best) continue;
            best = right;
            best_cost = cost;
            best_radius = radius;
        }
    }
    const CoarseToFine classifier(features_at(train, best_radius), train, best_cost, options);
    ComparedClassifier baseline{"LBP, from coarse to fine", {}};
    for (const FaceSet* set : judged)
        baseline.answers.push_back(classifier.classify(features_at(*set, best_radius)));
    return baseline;
}

}  // namespace ganemotion::training
