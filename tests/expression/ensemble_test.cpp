#include "expression/ensemble.h"

#include <gtest/gtest.h>

#include <cmath>

#include "expression/head.h"
#include "files/output_file.h"
#include "media/workplace.h"
#include "nn/weights.h"

namespace ganemotion::expression {

namespace {

EmotionProbabilities sure_of(Emotion emotion) {
    EmotionProbabilities probabilities;
    for (const Emotion each : kEmotions) probabilities[each] = each == emotion ? 0.94F : 0.01F;
    return probabilities;
}

void write_stack(const media::Workplace& place, const std::string& members, std::size_t inputs) {
    nn::Weights weights;
    weights.tensors["stack"] = nn::Tensor::from_float(std::vector<float>(kEmotionCount * inputs),
                                                      {kEmotionCount, static_cast<std::int64_t>(inputs)});
    weights.metadata["members"] = members;
    nn::write_weights(weights, place / "stack.safetensors");
}

ErrorKind error_of_ensemble(const media::Workplace& place, const std::string& named) {
    return media::error_of([&] { Ensemble({.folder = place.folder(), .threads = 1, .members = {}}); }, named);
}

}  // namespace

TEST(Ensemble, IsThereWhereItsStackIs) {
    const media::Workplace place;
    EXPECT_FALSE(has_ensemble(place.folder()));
    EXPECT_TRUE(members_in(place.folder()).empty());
    write_stack(place, "vgg16", 8);
    EXPECT_TRUE(has_ensemble(place.folder()));
}

TEST(Ensemble, SaysWhatIsMissing) {
    const media::Workplace place;
    EXPECT_EQ(error_of_ensemble(place, "stack.safetensors"), ErrorKind::kMissingModel);
    write_stack(place, "vgg16 resnet20", 8);
    EXPECT_EQ(error_of_ensemble(place, "stack.safetensors"), ErrorKind::kMissingModel) << "for one member";
    write_stack(place, "vgg16", 8);
    EXPECT_EQ(error_of_ensemble(place, "vgg16.safetensors"), ErrorKind::kMissingModel);
    write_stack(place, "oracle", 8);
    EXPECT_EQ(error_of_ensemble(place, "oracle"), ErrorKind::kMissingModel);
}

TEST(Ensemble, GivesTheStackLogProbabilitiesAndAnOffset) {
    const std::vector<float> input =
        stack_input({{"a", sure_of(Emotion::kHappy)}, {"b", sure_of(Emotion::kSad)}});
    ASSERT_EQ(input.size(), 2 * kEmotionCount + 1);
    EXPECT_FLOAT_EQ(input[static_cast<std::size_t>(Emotion::kHappy)], std::log(0.94F));
    EXPECT_EQ(input.back(), 1);
    for (const float value : stack_input({{"a", EmotionProbabilities()}})) EXPECT_TRUE(std::isfinite(value));
}

TEST(Ensemble, MeansItsMembers) {
    const EmotionProbabilities mean =
        mean_of({{"a", sure_of(Emotion::kHappy)}, {"b", sure_of(Emotion::kSad)}});
    EXPECT_FLOAT_EQ(mean[Emotion::kHappy], 0.475F);
    EXPECT_FLOAT_EQ(mean[Emotion::kFear], 0.01F);
}

TEST(Heads, RefuseWhatIsNoHead) {
    nn::Weights weights;
    EXPECT_EQ(media::error_of([&] { make_svm_head(weights); }), ErrorKind::kMissingModel);
    weights.tensors["booster"] = {"U8", {4}, std::vector<std::byte>(4)};
    EXPECT_EQ(media::error_of([&] { make_boosted_head(weights, 3); }), ErrorKind::kMissingModel);
}

}  // namespace ganemotion::expression
