#include <gtest/gtest.h>

#include "ganemotion/action_units.h"
#include "migration/skin_graph.h"
#include "nn/network.h"
#include "training/skin/augmentation.h"
#include "training/skin/critic.h"
#include "training/skin/generator.h"
#include "training/skin/losses.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kSide = 128;

torch::Tensor mask() {
    torch::Tensor mask = torch::zeros({kSide, kSide});
    mask.slice(0, 20, 100).slice(1, 20, 100) = 1;
    return mask;
}

SkinGenerator small_generator() {
    torch::manual_seed(3);
    SkinNetworkOptions options;
    options.width = 8;
    SkinGenerator generator(options, mask(), torch::full({kActionUnitCount}, 0.2F));
    const torch::NoGradGuard no_grad;
    for (auto& parameter : generator->parameters()) parameter.add_(torch::randn_like(parameter) * 0.05);
    return generator;
}

TEST(SkinGenerator, IsTheSameInTrainerAndProgram) {
    const nn::Weights weights = to_weights(small_generator());
    SkinGenerator rounded = generator_from(weights);  // as the file has it, fp16
    const torch::NoGradGuard no_grad;
    const torch::Tensor texture = torch::rand({1, 3, kSide, kSide});
    const torch::Tensor change = torch::randn({1, kActionUnitCount}) * 0.3;
    const Painted expected = rounded(texture, change);

    nn::Network network(migration::skin_graph(weights), {.cache = false});
    std::copy_n(texture.data_ptr<float>(), texture.numel(), network.input(0).data());
    std::copy_n(change.data_ptr<float>(), change.numel(), network.input(1).data());
    network.run();
    const std::array<torch::Tensor, 3> outputs = {expected.gain, expected.bias, expected.share};
    for (int i = 0; i < 3; ++i) {
        const torch::Tensor own = outputs[static_cast<std::size_t>(i)].contiguous();
        ASSERT_EQ(own.numel(), static_cast<std::int64_t>(network.output(i).size()));
        for (std::int64_t k = 0; k < own.numel(); ++k)
            ASSERT_NEAR(own.data_ptr<float>()[k], network.output(i)[static_cast<std::size_t>(k)], 2e-4);
    }
    EXPECT_GT(expected.share.max().item<float>(), 0.1F);
}

TEST(SkinGenerator, PaintsNothingWithoutAChangeAndNothingOutsideOfTheMask) {
    SkinGenerator generator = small_generator();
    const torch::NoGradGuard no_grad;
    const torch::Tensor texture = torch::rand({2, 3, kSide, kSide});
    EXPECT_TRUE(torch::equal(generator(texture, torch::zeros({2, kActionUnitCount})).edited, texture));
    const Painted painted = generator(texture, torch::ones({2, kActionUnitCount}));
    const torch::Tensor outside = (mask() == 0).expand_as(texture);
    EXPECT_TRUE(torch::equal(painted.edited.masked_select(outside), texture.masked_select(outside)));
}

TEST(SkinAugmentation, TreatsBothPicturesOfAPairAlike) {
    torch::manual_seed(5);
    const torch::Tensor same = torch::rand({4, 3, kSide, kSide});
    const TexturePair pair = augmented({same, same.clone()}, {});
    EXPECT_TRUE(torch::equal(pair.source, pair.target));
    EXPECT_GT((pair.source - same).abs().mean().item<float>(), 0.01F);
}

TEST(SkinCritic, ItsPenaltyTeachesIt) {
    torch::manual_seed(6);
    SkinCritic critic(SkinNetworkOptions{}, torch::full({kActionUnitCount}, 0.2F));
    const torch::Tensor a = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor b = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor penalty = gradient_penalty(critic, a, a, b, torch::zeros({2, kActionUnitCount}));
    penalty.backward();
    EXPECT_GT(critic->down_1->weight.grad().abs().sum().item<float>(), 0);
}

TEST(SkinLosses, AreNothingForAPerfectAnswer) {
    const torch::Tensor x = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor m = mask().view({1, 1, kSide, kSide});
    EXPECT_EQ(pixel_error(x, x, skin_weights(x, m)).item<float>(), 0);
    EXPECT_EQ(gradient_error(x, x, x, m).item<float>(), 0);
    // A shift of light by a tenth of middle gray counts the same on every face.
    const double dark = pixel_error(0.2 * x, 0.22 * x, skin_weights(0.2 * x, m)).item<double>();
    const double light = pixel_error(x, 1.1 * x, skin_weights(x, m)).item<double>();
    EXPECT_NEAR(dark / light, (0.5 + 0.1) * 0.2 / (0.1 + 0.1), 0.1);
}

}  // namespace
}  // namespace ganemotion::training
