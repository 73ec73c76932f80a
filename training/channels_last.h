#pragma once

#include <bit>
#include <cstdint>

#include <torch/torch.h>

#include "ganemotion/error.h"

// What passes over features [batch, channels, height, width] of float or bfloat16 share; channels lie next to
// each other.

namespace ganemotion::training {

/// Null where the tensor is undefined.
template <typename T>
T* values(const torch::Tensor& x) {
    return x.defined() ? static_cast<T*>(x.data_ptr()) : nullptr;
}

inline bool is_narrow(const torch::Tensor& x) {
    if (x.scalar_type() == torch::kBFloat16) return true;
    if (x.scalar_type() == torch::kFloat) return false;
    throw Error(ErrorKind::kUsage, "features are neither float nor bfloat16");
}

/// run(zero of the type that holds the features)
template <typename Run>
void with_type_of(const torch::Tensor& x, const Run& run) {
    if (is_narrow(x))
        run(std::uint16_t{});
    else
        run(float{});
}

inline torch::Tensor channels_last(const torch::Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

/// The value where `open`, else 0. A choice between the two would be a branch, which nothing vectorises.
inline float gated(float value, bool open) {
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(value) &
                                (0U - static_cast<std::uint32_t>(open)));
}
inline std::uint16_t gated(std::uint16_t value, bool open) {
    return static_cast<std::uint16_t>(value & (0U - static_cast<std::uint32_t>(open)));
}

}  // namespace ganemotion::training
