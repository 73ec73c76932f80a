#include <gtest/gtest.h>

#include <random>

#include <opencv2/imgproc.hpp>

#include "expression/backbone.h"
#include "expression/head.h"
#include "media/workplace.h"
#include "training/expression/backbone_net.h"
#include "training/expression/combinations.h"
#include "training/expression/head_training.h"
#include "training/expression/leaks.h"
#include "training/expression/stack_fit.h"

namespace ganemotion::training {
namespace {

constexpr std::size_t kColumns = 8;

/// Each emotion is a cloud around a corner of its own.
FeatureSet clouds(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, 0.4F);
    FeatureSet set;
    set.columns = kColumns;
    for (std::size_t i = 0; i < count; ++i) {
        const Emotion label = kEmotions[i % kEmotionCount];
        set.labels.push_back(label);
        set.targets.push_back(blended_target({label, {}}, 0.5));
        for (std::size_t c = 0; c < kColumns; ++c)
            set.values.push_back((c == static_cast<std::size_t>(label) ? 2.0F : 0.0F) + noise(random));
    }
    return set;
}

double accuracy_of(expression::Head& head, const FeatureSet& set) {
    std::size_t right = 0;
    for (std::size_t i = 0; i < set.labels.size(); ++i) {
        const auto said = head.classify(std::span(set.values).subspan(i * kColumns, kColumns));
        float sum = 0;
        for (const Emotion emotion : kEmotions) sum += said[emotion];
        EXPECT_NEAR(sum, 1, 1e-3);
        right += said.most_probable() == set.labels[i] ? 1 : 0;
    }
    return static_cast<double>(right) / static_cast<double>(set.labels.size());
}

TEST(Heads, OfSupportVectorsAnswerInTheProgramAsInTheTrainer) {
    const FeatureSet train = clouds(420, 1), test = clouds(140, 2);
    const FittedHead fitted = fit_svm(train, test);
    EXPECT_GT(fitted.right, 0.9);
    const auto head = expression::make_svm_head(fitted.weights);
    EXPECT_EQ(head->features(), kColumns);
    EXPECT_NEAR(accuracy_of(*head, test), fitted.right, 0.03) << "probabilities may differ from the votes";
}

TEST(Heads, OfBoostedTreesAnswerInTheProgramAsInTheTrainer) {
    const FeatureSet train = clouds(700, 1), test = clouds(140, 2);
    BoostingOptions options;
    options.most_rounds = 40;
    options.columns = 1;
    const FittedHead fitted = fit_boosted(train, test, options);
    EXPECT_GT(fitted.right, 0.9);
    EXPECT_DOUBLE_EQ(accuracy_of(*expression::make_boosted_head(fitted.weights, kColumns), test),
                     fitted.right);
    EXPECT_EQ(media::error_of([&] { expression::make_boosted_head(fitted.weights, kColumns + 1); }),
              ErrorKind::kMissingModel);
}

TEST(Heads, OfBoostedTreesFollowDistributions) {
    FeatureSet train = clouds(700, 1);
    Target doubt{};
    doubt[static_cast<std::size_t>(Emotion::kSad)] = 0.75F;
    doubt[static_cast<std::size_t>(Emotion::kFear)] = 0.25F;
    for (Target& target : train.targets) target = doubt;
    BoostingOptions options;
    options.most_rounds = 60;
    const auto head = expression::make_boosted_head(fit_boosted(train, train, options).weights, kColumns);
    const auto said = head->classify(std::vector<float>(kColumns));
    EXPECT_NEAR(said[Emotion::kSad], 0.75, 0.05);
    EXPECT_NEAR(said[Emotion::kFear], 0.25, 0.05);
}

/// A picture of a coarse pattern.
cv::Mat pattern(std::uint64_t seed) {
    cv::Mat small(8, 8, CV_8UC1), picture;
    cv::RNG random(seed);
    random.fill(small, cv::RNG::UNIFORM, 0, 256);
    cv::resize(small, picture, {expression::kFaceSide, expression::kFaceSide}, 0, 0, cv::INTER_CUBIC);
    return picture;
}

FaceSet set_of(const std::vector<cv::Mat>& pictures) {
    FaceSet set;
    for (const cv::Mat& picture : pictures) set.pixels.push_back(picture);
    set.labels.resize(pictures.size());
    return set;
}

TEST(Leaks, AreFoundInAnotherLight) {
    cv::Mat darker;
    pattern(3).convertTo(darker, CV_8U, 0.6, 10);
    const auto found =
        duplicates_of(set_of({pattern(1), darker, pattern(2)}), set_of({pattern(7), pattern(8), pattern(3)}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].picture, 1U);
    EXPECT_EQ(found[0].original, 2U);
}

void write_backbone(const std::filesystem::path& folder, expression::BackboneKind kind) {
    BackboneNet net(kind, expression::Widths(expression::default_widths(kind).size(), 8), 0);
    nn::write_weights(to_weights(net), folder / (std::string(expression::name_of(kind)) + ".safetensors"));
}

TEST(EnsembleFolder, MayHoldAnyOfTheMembers) {
    const media::Workplace place;
    torch::manual_seed(1);
    write_backbone(place.folder(), expression::BackboneKind::kResNet20);
    EXPECT_EQ(expression::members_in(place.folder()), std::vector<std::string>{"resnet20"});
    write_backbone(place.folder(), expression::BackboneKind::kVgg16);
    write_backbone(place.folder(), expression::BackboneKind::kResNet50);
    nn::write_weights(fit_svm(clouds(140, 1), clouds(70, 2)).weights, place / "resnet20_svm.safetensors");
    BoostingOptions options;
    options.most_rounds = 10;
    nn::write_weights(fit_boosted(clouds(140, 1), clouds(70, 2), options).weights,
                      place / "vgg16_xgboost.safetensors");
    const std::vector<std::string> members = {"resnet20", "vgg16", "resnet50", "resnet20+svm",
                                              "vgg16+xgboost"};
    EXPECT_EQ(expression::members_in(place.folder()), members);

    expression::Ensemble all({.folder = place.folder(), .threads = 1, .members = members});
    const expression::EnsembleAnswer answer = all.classify(pattern(5));
    ASSERT_EQ(answer.members.size(), members.size());
    for (std::size_t i = 0; i < members.size(); ++i) EXPECT_EQ(answer.members[i].first, members[i]);

    // A stack that is the geometric mean of two of them: what the folder's ensemble says then.
    nn::Weights stack;
    const Answers two = only({answer}, {"vgg16", "resnet20+svm"});
    const std::vector<float> fitted = fit_stack(two, {Target{}}, {.steps = 0});
    stack.tensors["stack"] = nn::Tensor::from_float(fitted, {kEmotionCount, 2 * kEmotionCount + 1});
    stack.metadata["members"] = "vgg16 resnet20+svm";
    nn::write_weights(stack, place / "stack.safetensors");
    expression::Ensemble program({.folder = place.folder(), .threads = 1, .members = {}});
    const auto said = program.classify(pattern(5));
    ASSERT_EQ(said.members.size(), 2U);
    const auto expected = with_stack(two, fitted).front().stacked;
    for (const Emotion emotion : kEmotions) EXPECT_NEAR(said.stacked[emotion], expected[emotion], 1e-4);
}

TEST(Combinations, AreOfSoftmaxesOfHeadsAndOfAll) {
    const auto combinations = combinations_of({"resnet20", "vgg16", "resnet20+svm", "vgg16+xgboost"});
    ASSERT_EQ(combinations.size(), 3U);
    EXPECT_EQ(combinations[1].members, (std::vector<std::string>{"resnet20+svm", "vgg16+xgboost"}));
    EXPECT_EQ(combinations[2].members.size(), 4U);
    EXPECT_EQ(combinations_of({"vgg16"}).size(), 1U);
}

}  // namespace
}  // namespace ganemotion::training
