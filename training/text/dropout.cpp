#include "training/text/dropout.h"

namespace ganemotion::training {
namespace {

/// The finalizer of MurmurHash3: every bit of the result depends on every bit of the value.
std::uint32_t mixed(std::uint32_t value) {
    value ^= value >> 16;
    value *= 0x85EBCA6BU;
    value ^= value >> 13;
    value *= 0xC2B2AE35U;
    return value ^ (value >> 16);
}

}  // namespace

torch::Tensor dropped_out(const torch::Tensor& values, double share) {
    constexpr std::int64_t kSeeds = 1LL << 32;
    const auto seed =
        static_cast<std::uint32_t>(torch::randint(kSeeds, {1}, torch::kInt64).item<std::int64_t>());
    const auto limit = static_cast<std::uint32_t>(share * static_cast<double>(kSeeds - 1));
    const auto scale = static_cast<float>(1 / (1 - share));
    const torch::Tensor mask = torch::empty(values.sizes(), torch::kFloat32);
    float* const kept = mask.data_ptr<float>();
    const auto count = static_cast<std::uint32_t>(mask.numel());
    for (std::uint32_t i = 0; i < count; ++i) kept[i] = mixed(i * 0x9E3779B9U + seed) < limit ? 0 : scale;
    return values * mask;
}

}  // namespace ganemotion::training
