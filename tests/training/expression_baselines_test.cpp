#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "expression/backbone.h"
#include "training/expression/baselines.h"
#include "training/expression/compared.h"
#include "training/expression/discriminant.h"
#include "training/expression/sequential_boosting.h"

namespace ganemotion::training {
namespace {

constexpr int kSide = expression::kFaceSide;

TEST(Hlac, HasTheTwentyFiveMasksOfUpToThreePoints) {
    std::size_t of_points[4] = {};
    for (const LocalMask& mask : hlac_masks()) ++of_points[mask.size()];
    EXPECT_EQ(of_points[1], 1U);
    EXPECT_EQ(of_points[2], 4U);
    EXPECT_EQ(of_points[3], 20U);
}

/// How often a mask of so many points fits into the bright pixels: the mean product times the pixels.
double count_of(const std::vector<float>& features, std::size_t points, const cv::Mat& gray) {
    const auto masks = hlac_masks();
    double count = 0;
    for (std::size_t i = 0; i < masks.size(); ++i)
        if (masks[i].size() == points)
            count += static_cast<double>(features[i]) * static_cast<double>(gray.total());
    return count;
}

TEST(Hlac, CountsPixelsPairsAndTriplesOfALine) {
    HlacOptions options;
    options.cells = 1;
    options.distances = {1};
    cv::Mat gray(9, 9, CV_32FC1, cv::Scalar(0));
    gray(cv::Rect(3, 4, 3, 1)).setTo(1);  // three in a row
    const std::vector<float> features = hlac_features(gray, options);
    EXPECT_NEAR(count_of(features, 1, gray), 3, 1e-4);
    EXPECT_NEAR(count_of(features, 2, gray), 2, 1e-4);
    EXPECT_NEAR(count_of(features, 3, gray), 1, 1e-4);
}

TEST(Hlac, SeesTheSameAtTwiceTheDistance) {
    HlacOptions options;
    options.cells = 1;
    options.distances = {2};
    cv::Mat gray(13, 13, CV_32FC1, cv::Scalar(0));
    for (const int x : {4, 6, 8}) gray.at<float>(6, x) = 1;
    const std::vector<float> features = hlac_features(gray, options);
    EXPECT_NEAR(count_of(features, 2, gray), 2, 1e-4);
    EXPECT_NEAR(count_of(features, 3, gray), 1, 1e-4);
}

TEST(Gabor, AnswersMostToItsOwnWavelengthAndDirection) {
    const GaborOptions options;
    cv::Mat grating(kSide, kSide, CV_32FC1);
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            grating.at<float>(y, x) = static_cast<float>(std::sin(2 * std::numbers::pi * x / 8));
    const std::vector<float> magnitudes = GaborBank(options).magnitudes(grating);
    const auto cells = static_cast<std::size_t>(options.cells * options.cells);
    std::vector<float> strength;
    for (std::size_t first = 0; first < magnitudes.size(); first += cells)
        strength.push_back(std::accumulate(magnitudes.begin() + static_cast<std::ptrdiff_t>(first),
                                           magnitudes.begin() + static_cast<std::ptrdiff_t>(first + cells),
                                           0.0F));
    const auto best = std::max_element(strength.begin(), strength.end()) - strength.begin();
    EXPECT_EQ(best, 2 * options.directions) << "the third wavelength, 8 pixels; across";
}

TEST(Gabor, DoesNotAnswerToEvenLight) {
    const cv::Mat flat(kSide, kSide, CV_32FC1, cv::Scalar(3));
    for (const float magnitude : GaborBank({}).magnitudes(flat)) ASSERT_NEAR(magnitude, 0, 1e-3);
}

TEST(LocalPatterns, HaveANumberOfTheirOwnIfTheyChangeTwiceAtMost) {
    EXPECT_EQ(uniform_pattern(0), 0);
    EXPECT_EQ(uniform_pattern(0b11111111), 57);
    EXPECT_EQ(uniform_pattern(0b01010101), 58);
    EXPECT_NE(uniform_pattern(0b00000001), uniform_pattern(0b00000011));
    EXPECT_NE(uniform_pattern(0b10000001), 58) << "the circle closes";
}

TEST(LocalPatterns, OfABrightDotAreItsOwnAndThoseOfItsNeighbours) {
    cv::Mat picture(5, 5, CV_8UC1, cv::Scalar(10));
    picture.at<uchar>(2, 2) = 200;
    const std::vector<float> histogram = pattern_histograms(picture, 1, 1);
    const auto share = [&](int code) {
        return std::pow(histogram[static_cast<std::size_t>(uniform_pattern(code))], 2);
    };
    EXPECT_NEAR(share(0), 1.0 / 25, 1e-5) << "no neighbour of the dot is as bright";
    EXPECT_NEAR(share(0b11111111), 24.0 / 25, 1e-5) << "all neighbours of the others are";
}

/// Emotions as clouds around corners, the last feature is noise alone.
struct Clouds {
    FeatureMatrix features;
    FaceSet set;
    explicit Clouds(std::size_t count, std::uint32_t seed) {
        std::mt19937 random(seed);
        std::normal_distribution<float> noise(0, 0.4F);
        features.resize(static_cast<Eigen::Index>(count), kEmotionCount + 1);
        for (std::size_t i = 0; i < count; ++i) {
            set.labels.push_back({kEmotions[i % kEmotionCount], {}});
            for (Eigen::Index c = 0; c < features.cols(); ++c)
                features(static_cast<Eigen::Index>(i), c) =
                    (c == static_cast<Eigen::Index>(i % kEmotionCount) ? 2.0F : 0.0F) + noise(random);
            features(static_cast<Eigen::Index>(i), features.cols() - 1) *= 30;
        }
    }
};

TEST(Discriminant, SeparatesCloudsHoweverLoudTheNoiseBesideThem) {
    const Clouds train(700, 1), test(140, 2);
    const Discriminant discriminant(moments_of(train.features, train.set), 0);
    EXPECT_GT(measured(discriminant.classify(test.features), original_labels(test.set), by_stack).accuracy,
              0.95);
}

TEST(PrincipalComponents, BeginWithWhatVariesMost) {
    const Clouds clouds(700, 1);
    const auto components = principal_components(clouds.features);
    EXPECT_NEAR(std::abs(components.axes(static_cast<Eigen::Index>(kEmotionCount), 0)), 1, 1e-3);
}

TEST(Samme, GivesVotesToWhatIsBetterThanChanceAlone) {
    EXPECT_NEAR(samme_vote(6.0 / 7), 0, 1e-9);
    EXPECT_EQ(samme_vote(0.95), 0);
    EXPECT_NEAR(samme_vote(0.5), std::log(6), 1e-9);
    EXPECT_GT(samme_vote(0.1), samme_vote(0.2));
}

FeatureSet feature_set(const Clouds& clouds) {
    FeatureSet set;
    set.columns = static_cast<std::size_t>(clouds.features.cols()) - 1;
    for (Eigen::Index i = 0; i < clouds.features.rows(); ++i)
        for (Eigen::Index c = 0; c + 1 < clouds.features.cols(); ++c)
            set.values.push_back(clouds.features(i, c));
    set.targets = blended_targets(clouds.set, 0);
    for (const FaceLabel& label : clouds.set.labels) set.labels.push_back(label.original);
    return set;
}

TEST(BoostedTrees, FollowTheWeightsOfTheirPictures) {
    // Half of the pictures of one cloud are called sad, the others fear; only weight decides between them.
    FeatureSet set = feature_set(Clouds(700, 1));
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
        std::fill_n(set.values.begin() + static_cast<std::ptrdiff_t>(i * set.columns), set.columns, 0.0F);
        set.labels[i] = i % 2 == 0 ? Emotion::kSad : Emotion::kFear;
        set.targets[i] = blended_target({set.labels[i], {}}, 0);
        set.weights.push_back(i % 2 == 0 ? 0.5F : 1.5F);
    }
    const FittedHead fitted = fit_boosted(set, set);
    const auto head = expression::make_boosted_head(fitted.weights, set.columns);
    const auto said = head->classify(std::span(set.values).first(set.columns));
    EXPECT_NEAR(said[Emotion::kFear], 0.75, 0.05);
    EXPECT_NEAR(said[Emotion::kSad], 0.25, 0.05);
}

TEST(Sequence, OfTwoHeadsAnswersForEachJudgedSet) {
    const FeatureSet train = feature_set(Clouds(700, 1)), test = feature_set(Clouds(140, 2));
    SequenceMember svm{"a", HeadKind::kSvm, train, test, {test}};
    SequenceMember trees{"b", HeadKind::kBoosted, train, test, {test}};
    const Sequence sequence = boost_in_sequence({svm, trees});
    ASSERT_EQ(sequence.votes.size(), 2U);
    ASSERT_EQ(sequence.answers.size(), 1U);
    EXPECT_GT(measured(sequence.answers[0], {test.labels.begin(), test.labels.end()}, by_stack).accuracy,
              0.9);
}

TEST(Int8, KeepsMatricesWithinHalfAStepOfTheirRow) {
    nn::Weights weights;
    const std::vector<float> values = {1, -0.5F, 0.25F, 0.004F, 100, 3};
    weights.tensors["matrix"] = nn::Tensor::from_float(values, {2, 3}, "F16");
    weights.tensors["offset"] = nn::Tensor::from_float({0.123F}, {1});
    const nn::Weights rounded = rounded_to_int8(weights);
    const auto said = rounded.at("matrix").to_float();
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_NEAR(said[i], values[i], (i < 3 ? 1.0 : 100.0) / 127 / 2 + 1e-4);
    EXPECT_EQ(rounded.at("offset").to_float().front(), 0.123F);
}

}  // namespace
}  // namespace ganemotion::training
