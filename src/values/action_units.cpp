#include "ganemotion/action_units.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <stdexcept>

namespace ganemotion {

namespace {

constexpr std::array kMouthUnits = {10, 12, 14, 15, 16, 17, 18, 20, 22, 23, 24, 25, 26, 27, 28};

std::size_t checked_index(int facs_number) {
    const auto index = index_of_action_unit(facs_number);
    if (!index) throw std::out_of_range("no such action unit: " + std::to_string(facs_number));
    return *index;
}

}  // namespace

std::string action_unit_name(int facs_number) {
    return (facs_number < 10 ? "AU0" : "AU") + std::to_string(facs_number);
}

std::optional<int> action_unit_named(std::string_view name) {
    if (name.starts_with("AU")) name.remove_prefix(2);
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size() || !index_of_action_unit(number))
        return std::nullopt;
    return number;
}

bool is_mouth_unit(int facs_number) {
    return std::find(kMouthUnits.begin(), kMouthUnits.end(), facs_number) != kMouthUnits.end();
}

float& ActionUnits::operator[](int facs_number) {
    return values_[checked_index(facs_number)];
}

float ActionUnits::operator[](int facs_number) const {
    return values_[checked_index(facs_number)];
}

ActionUnits operator+(ActionUnits a, const ActionUnits& b) {
    std::transform(a.values_.begin(), a.values_.end(), b.values_.begin(), a.values_.begin(), std::plus<>{});
    return a;
}

ActionUnits operator-(ActionUnits a, const ActionUnits& b) {
    std::transform(a.values_.begin(), a.values_.end(), b.values_.begin(), a.values_.begin(), std::minus<>{});
    return a;
}

ActionUnits operator*(float factor, ActionUnits a) {
    for (float& value : a.values_) value *= factor;
    return a;
}

}  // namespace ganemotion
