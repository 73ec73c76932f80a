#include <gtest/gtest.h>

#include "ganemotion/action_units.h"
#include "migration/crop.h"
#include "migration/crop_graph.h"
#include "nn/network.h"
#include "training/ganimation/attention_loss.h"
#include "training/ganimation/critic.h"
#include "training/ganimation/generator.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kSide = migration::kCropSide;

CropGenerator small_generator() {
    torch::manual_seed(3);
    GanimationNetworkOptions options;
    options.width = 8;
    options.blocks = 2;
    CropGenerator generator(options, torch::full({kActionUnitCount}, 0.1F),
                            torch::full({kActionUnitCount}, 0.2F));
    const torch::NoGradGuard no_grad;
    for (auto& parameter : generator->parameters()) parameter.add_(torch::randn_like(parameter) * 0.05);
    return generator;
}

TEST(CropGenerator, IsTheSameInTrainerAndProgram) {
    const nn::Weights weights = to_weights(small_generator());
    CropGenerator rounded = crop_generator_from(weights);  // as the file has it, half precision
    const torch::NoGradGuard no_grad;
    const torch::Tensor crop = torch::rand({1, 3, kSide, kSide});
    const torch::Tensor units = torch::rand({1, kActionUnitCount});
    const CropAnswer expected = rounded(crop, units);

    nn::Network network(migration::crop_graph(weights), {.cache = false});
    std::copy_n(crop.data_ptr<float>(), crop.numel(), network.input(0).data());
    std::copy_n(units.data_ptr<float>(), units.numel(), network.input(1).data());
    network.run();
    const std::array<torch::Tensor, 2> outputs = {expected.colour, expected.attention};
    for (int i = 0; i < 2; ++i) {
        const torch::Tensor own = outputs[static_cast<std::size_t>(i)].contiguous();
        ASSERT_EQ(own.numel(), static_cast<std::int64_t>(network.output(i).size()));
        for (std::int64_t k = 0; k < own.numel(); ++k)
            ASSERT_NEAR(own.data_ptr<float>()[k], network.output(i)[static_cast<std::size_t>(k)], 1e-3);
    }
    EXPECT_TRUE(torch::allclose(
        expected.edited, expected.attention * crop + (1 - expected.attention) * expected.colour, 1e-4, 1e-5));
}

TEST(CropGenerator, AnswersToTheUnits) {
    CropGenerator generator = small_generator();
    const torch::NoGradGuard no_grad;
    const torch::Tensor crop = torch::rand({1, 3, kSide, kSide});
    const torch::Tensor without = generator(crop, torch::zeros({1, kActionUnitCount})).colour;
    const torch::Tensor with = generator(crop, torch::ones({1, kActionUnitCount})).colour;
    // A norm in the first layer would take the units out: what is left is rounding.
    EXPECT_GT((with - without).abs().mean().item<float>(), 1e-3F);
}

TEST(CropCritic, ItsPenaltyTeachesItAndItReadsEveryUnit) {
    torch::manual_seed(6);
    CropCritic critic(GanimationNetworkOptions{});
    const torch::Tensor a = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor b = torch::rand({2, 3, kSide, kSide});
    gradient_penalty(critic, a, b).backward();
    EXPECT_GT(critic->halvings.front()->weight.grad().abs().sum().item<float>(), 0);
    const CropVerdict verdict = critic(a);
    EXPECT_EQ(verdict.units.sizes(),
              (std::vector<std::int64_t>{2, static_cast<std::int64_t>(kActionUnitCount)}));
    EXPECT_EQ(verdict.realness.sizes(), std::vector<std::int64_t>{2});
}

TEST(AttentionLoss, IsNothingForAMaskThatIsNothing) {
    EXPECT_EQ(attention_loss(torch::zeros({2, 1, 4, 4}), {}).item<float>(), 0);
    // A step of 1 down the middle of 4x4: four squared differences.
    torch::Tensor step = torch::zeros({1, 1, 4, 4});
    step.slice(3, 2, 4) = 1;
    EXPECT_FLOAT_EQ(total_variation(step).item<float>(), 4);
    const GanimationLossOptions options;
    EXPECT_NEAR(attention_loss(step, options).item<double>(),
                options.attention * 0.5 + options.total_variation * 4, 1e-7);
}

}  // namespace
}  // namespace ganemotion::training
