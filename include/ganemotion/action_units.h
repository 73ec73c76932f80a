#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ganemotion {

/// The action units of the Facial Action Coding System (Ekman & Friesen 1978) that the program measures and
/// moves, by their FACS numbers.
inline constexpr std::array<int, 21> kActionUnits = {1,  2,  4,  5,  6,  7,  9,  10, 12, 14, 15,
                                                     16, 17, 18, 20, 23, 24, 25, 26, 28, 45};
inline constexpr std::size_t kActionUnitCount = kActionUnits.size();

/// Where a FACS number stands in kActionUnits, or nothing.
constexpr std::optional<std::size_t> index_of_action_unit(int facs_number) {
    for (std::size_t i = 0; i < kActionUnitCount; ++i)
        if (kActionUnits[i] == facs_number) return i;
    return std::nullopt;
}

/// "AU01", "AU12", ...: two digits, as OpenFace and FACS tables write it.
std::string action_unit_name(int facs_number);

/// The FACS number of "AU12", "AU1", "12"; nothing if it is none of kActionUnits.
std::optional<int> action_unit_named(std::string_view name);

/// Units of the mouth: what speech moves (design of the expression attention rule).
bool is_mouth_unit(int facs_number);

/// An intensity for each of kActionUnits: 0 (absent) to 1 (FACS intensity E) for a face; a difference of two
/// faces is -1..1. Exaggeration may leave the range.
class ActionUnits {
  public:
    /// By FACS number, which must be one of kActionUnits (throws std::out_of_range).
    float& operator[](int facs_number);
    float operator[](int facs_number) const;

    /// In the order of kActionUnits.
    std::array<float, kActionUnitCount>& values() { return values_; }
    [[nodiscard]] const std::array<float, kActionUnitCount>& values() const { return values_; }

    friend ActionUnits operator+(ActionUnits a, const ActionUnits& b);
    friend ActionUnits operator-(ActionUnits a, const ActionUnits& b);
    friend ActionUnits operator*(float factor, ActionUnits a);
    friend bool operator==(const ActionUnits&, const ActionUnits&) = default;

  private:
    std::array<float, kActionUnitCount> values_{};
};

}  // namespace ganemotion
