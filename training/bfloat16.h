#pragma once

#include <bit>
#include <cstdint>

namespace ganemotion::training {

/// A float, or the bits of a bfloat16, as a float.
inline float as_float(float value) {
    return value;
}
inline float as_float(std::uint16_t value) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

inline void store(float value, float& to) {
    to = value;
}
/// bfloat16, rounded to the nearest even.
inline void store(float value, std::uint16_t& to) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    to = static_cast<std::uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

}  // namespace ganemotion::training
