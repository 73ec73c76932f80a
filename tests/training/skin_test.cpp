#include <gtest/gtest.h>

#include "ganemotion/action_units.h"
#include "migration/skin_graph.h"
#include "nn/network.h"
#include "training/skin/augmentation.h"
#include "training/skin/critic.h"
#include "training/skin/emphasis.h"
#include "training/skin/losses.h"
#include "training/skin/modulation.h"
#include "training/skin/weighted_l1.h"

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
    const torch::Tensor now = torch::rand({1, kActionUnitCount});
    const Painted expected = rounded(texture, change, now);

    nn::Network network(migration::skin_graph(weights), {.cache = false});
    std::copy_n(texture.data_ptr<float>(), texture.numel(), network.input(0).data());
    std::copy_n(change.data_ptr<float>(), change.numel(), network.input(1).data());
    std::copy_n(now.data_ptr<float>(), now.numel(), network.input(2).data());
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

TEST(Emphasis, IsTheSameInEvaluationAndProgram) {
    const torch::NoGradGuard no_grad;
    const torch::Tensor gain = 1 + 0.05 * torch::randn({1, 1, kSide, kSide});
    const Painted answer{.edited = {},
                         .gain = gain,
                         .bias = torch::zeros({1, 3, kSide, kSide}),
                         .share = torch::ones({1, 1, kSide, kSide})};
    cv::Mat texture(kSide, kSide, CV_8UC3);
    cv::randu(texture, 100, 200);
    const Painted painted = emphasised(
        answer,
        torch::from_blob(texture.data, {1, kSide, kSide, 3}, torch::kByte).permute({0, 3, 1, 2}) / 255.0);
    cv::Mat own(kSide, kSide, CV_32FC1, gain.data_ptr<float>());
    const cv::Mat expected =
        migration::no_lighter_than_around(1 + (own - 1).mul(migration::emphasis(own, {})), texture, {});
    const torch::Tensor painted_gain = painted.gain.contiguous();
    cv::Mat same(kSide, kSide, CV_32FC1, painted_gain.data_ptr<float>());
    // At the rim, where nothing is painted, the means are of different texels.
    const cv::Rect inside(8, 8, kSide - 16, kSide - 16);
    EXPECT_LT(cv::norm(expected(inside), same(inside), cv::NORM_INF), 1e-4);
}

TEST(SkinGenerator, PaintsNothingWithoutAChangeAndNothingOutsideOfTheMask) {
    SkinGenerator generator = small_generator();
    const torch::NoGradGuard no_grad;
    const torch::Tensor texture = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor now = torch::rand({2, kActionUnitCount});
    EXPECT_TRUE(torch::equal(generator(texture, torch::zeros({2, kActionUnitCount}), now).edited, texture));
    const Painted painted = generator(texture, torch::ones({2, kActionUnitCount}), now);
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

torch::Tensor plainly_modulated(const torch::Tensor& x, const torch::Tensor& scale,
                                const torch::Tensor& shift) {
    const auto by_channel = [](const torch::Tensor& v) { return v.unsqueeze(-1).unsqueeze(-1); };
    return torch::relu(x * (1 + by_channel(scale)) + by_channel(shift));
}

TEST(ModulatedRelu, IsWhatTorchComputesInMorePasses) {
    torch::manual_seed(8);
    const std::vector<torch::Tensor> inputs = {torch::randn({2, 8, 5, 3}), torch::randn({2, 8}) * 0.5,
                                               torch::randn({2, 8})};
    const torch::Tensor weight = torch::randn({2, 8, 5, 3});
    std::vector<torch::Tensor> gradients[2];
    for (const bool fused : {false, true}) {
        std::vector<torch::Tensor> leaves;
        for (const auto& input : inputs) leaves.push_back(input.clone().requires_grad_());
        const torch::Tensor y = (fused ? modulated_relu : plainly_modulated)(leaves[0], leaves[1], leaves[2]);
        (y * weight).sum().backward();
        gradients[fused ? 1 : 0].push_back(y.detach());
        for (const auto& leaf : leaves) gradients[fused ? 1 : 0].push_back(leaf.grad());
    }
    for (std::size_t i = 0; i < gradients[0].size(); ++i)
        EXPECT_TRUE(torch::allclose(gradients[0][i], gradients[1][i], 1e-4, 1e-5)) << i;
}

TEST(ModulatedRelu, RoundsToTheNearestBfloat16) {
    torch::manual_seed(9);
    const torch::Tensor x = torch::randn({1, 8, 4, 4}).to(torch::kBFloat16);
    const torch::Tensor nothing = torch::zeros({1, 8});
    EXPECT_TRUE(torch::equal(modulated_relu(x, nothing, nothing), torch::relu(x)));
    const torch::Tensor half = torch::full({1, 8}, 0.3F);
    EXPECT_TRUE(torch::equal(modulated_relu(x, half, nothing),
                             torch::relu(x.to(torch::kFloat) * 1.3F).to(torch::kBFloat16)));
}

TEST(WeightedL1, AndItsGradientAreTorchs) {
    torch::manual_seed(10);
    const torch::Tensor input = torch::randn({2, 3, 6, 5});
    const torch::Tensor weight = torch::rand({6, 5});
    const torch::Tensor factor = torch::rand({2}) + 0.5;
    const torch::Tensor f = factor.view({2, 1, 1, 1});
    const auto plain = [&](const torch::Tensor& x) { return (x.abs() * weight * f).sum(); };
    const auto plain_differences = [&](const torch::Tensor& x) {
        const auto across = (x.narrow(3, 1, 4) - x.narrow(3, 0, 4)).abs() * weight.narrow(1, 0, 4) * f;
        const auto down = (x.narrow(2, 1, 5) - x.narrow(2, 0, 5)).abs() * weight.narrow(0, 0, 5) * f;
        return across.sum() + down.sum();
    };
    const auto check = [&](const auto& expected, const auto& own) {
        const torch::Tensor a = input.clone().requires_grad_();
        const torch::Tensor b = input.clone().requires_grad_();
        const torch::Tensor value = own(b);
        EXPECT_NEAR(expected(a).template item<float>(), value.template item<float>(), 1e-3);
        expected(a).backward();
        (2 * value).backward();
        EXPECT_TRUE(torch::allclose(2 * a.grad(), b.grad(), 1e-4, 1e-5));
    };
    check(plain, [&](const torch::Tensor& x) { return weighted_l1(x, weight, factor); });
    check(plain_differences,
          [&](const torch::Tensor& x) { return weighted_difference_l1(x, weight, factor); });
}

TEST(SkinLosses, AreNothingForAPerfectAnswer) {
    const torch::Tensor x = torch::rand({2, 3, kSide, kSide});
    const torch::Tensor m = mask().view({1, 1, kSide, kSide});
    EXPECT_EQ(pixel_error(x, x, skin_weights(x, m)).item<float>(), 0);
    EXPECT_EQ(gradient_error(x, x, skin_weights(x, m)).item<float>(), 0);
    // A shift of light by a tenth of middle gray counts the same on every face.
    const double dark = pixel_error(0.2 * x, 0.22 * x, skin_weights(0.2 * x, m)).item<double>();
    const double light = pixel_error(x, 1.1 * x, skin_weights(x, m)).item<double>();
    EXPECT_NEAR(dark / light, (0.5 + 0.1) * 0.2 / (0.1 + 0.1), 0.1);
}

}  // namespace
}  // namespace ganemotion::training
