#include <gtest/gtest.h>

#include "training/normalisation.h"
#include "training/pooling.h"

namespace ganemotion::training {
namespace {

using Answer = std::function<torch::Tensor(const std::vector<torch::Tensor>& inputs)>;

/// The answer, then the gradients of its sum weighed by `weight` for each input.
std::vector<torch::Tensor> answer_and_gradients(const Answer& answer,
                                                const std::vector<torch::Tensor>& inputs,
                                                const torch::Tensor& weight) {
    std::vector<torch::Tensor> leaves;
    for (const auto& input : inputs) leaves.push_back(input.clone().requires_grad_());
    const torch::Tensor y = answer(leaves);
    (y * weight).sum().backward();
    std::vector<torch::Tensor> results = {y.detach()};
    for (const auto& leaf : leaves) results.push_back(leaf.grad());
    return results;
}

void expect_same(const Answer& own, const Answer& torchs, const std::vector<torch::Tensor>& inputs,
                 const torch::Tensor& weight) {
    const auto a = answer_and_gradients(own, inputs, weight);
    const auto b = answer_and_gradients(torchs, inputs, weight);
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(torch::allclose(a[i], b[i], 1e-4, 1e-4)) << i;
}

constexpr double kFloor = 1e-5;

TEST(InstanceNorm, AndItsGradientsAreTorchs) {
    torch::manual_seed(8);
    const std::vector<torch::Tensor> inputs = {torch::randn({2, 8, 5, 3}) + 0.5, torch::rand({2, 8}) + 0.5,
                                               torch::randn({2, 8})};
    const torch::Tensor weight = torch::randn({2, 8, 5, 3});
    for (const bool rectify : {false, true})
        expect_same(
            [&](const auto& in) {
                return instance_norm(in[0], in[1], in[2], {.rectify = rectify, .variance_floor = kFloor});
            },
            [&](const auto& in) {
                torch::Tensor y = torch::instance_norm(in[0], {}, {}, {}, {}, true, 0, kFloor, false);
                y = y * in[1].view({2, 8, 1, 1}) + in[2].view({2, 8, 1, 1});
                return rectify ? torch::relu(y) : y;
            },
            inputs, weight);
}

TEST(BatchNorm, ItsGradientsAndItsMemoryAreTorchs) {
    torch::manual_seed(9);
    // More pixels than are summed in one stretch.
    const std::vector<torch::Tensor> inputs = {torch::randn({4, 6, 31, 33}) * 2 + 3, torch::rand({6}) + 0.5,
                                               torch::randn({6}), torch::randn({4, 6, 31, 33})};
    const torch::Tensor weight = torch::randn({4, 6, 31, 33});
    for (const bool added : {false, true}) {
        RunningMoments own{torch::zeros({6}), torch::ones({6})}, torchs{torch::zeros({6}), torch::ones({6})};
        const std::vector<torch::Tensor> used(inputs.begin(), inputs.end() - (added ? 0 : 1));
        const auto addend = [&](const auto& in) { return added ? in[3] : torch::Tensor(); };
        const auto torch_norm = [&](const auto& in, bool training) {
            const torch::Tensor y = torch::batch_norm(in[0], in[1], in[2], torchs.mean, torchs.variance,
                                                      training, 0.1, kFloor, false);
            return torch::relu(added ? y + in[3] : y);
        };
        expect_same(
            [&](const auto& in) { return batch_norm(in[0], in[1], in[2], addend(in), own, true, {}); },
            [&](const auto& in) { return torch_norm(in, true); }, used, weight);
        EXPECT_TRUE(torch::allclose(own.mean, torchs.mean, 1e-5, 1e-5));
        EXPECT_TRUE(torch::allclose(own.variance, torchs.variance, 1e-5, 1e-5));
        const torch::Tensor still = batch_norm(used[0], used[1], used[2], addend(used), own, false, {});
        EXPECT_TRUE(torch::allclose(still, torch_norm(used, false), 1e-4, 1e-4));
    }
}

TEST(BatchNorm, OfBfloat16IsThatOfFloatRounded) {
    torch::manual_seed(10);
    const torch::Tensor x = torch::randn({8, 16, 9, 9}).to(torch::kBFloat16);
    RunningMoments running{torch::zeros({16}), torch::ones({16})};
    const auto of = [&](const torch::Tensor& features) {
        return batch_norm(features, torch::ones({16}), torch::zeros({16}), torch::Tensor(), running, true,
                          {});
    };
    EXPECT_TRUE(torch::equal(of(x), of(x.to(torch::kFloat)).to(torch::kBFloat16)));
}

TEST(LargestOfFour, AndItsGradientsAreTorchs) {
    torch::manual_seed(11);
    for (const std::int64_t side : {4, 7}) {
        const torch::Tensor x = torch::randn({3, 5, side, side + 1});
        expect_same([](const auto& in) { return largest_of_four(in[0]); },
                    [](const auto& in) { return torch::max_pool2d(in[0], 2); }, {x},
                    torch::randn({3, 5, side / 2, (side + 1) / 2}));
    }
}

}  // namespace
}  // namespace ganemotion::training
