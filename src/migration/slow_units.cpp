#include "migration/slow_units.h"

#include <cmath>

namespace ganemotion::migration {

namespace {

// A syllable lasts 0.15 to 0.25 s (Greenberg 1999), a brow flash of emphasis about 0.4 s; the expression of a
// sentence lasts seconds. A first-order low pass of 0.8 s lets a tenth of a syllable's motion through.
constexpr Seconds kTimeConstant{0.8};
constexpr int kBlink = 45;

}  // namespace

ActionUnits SlowUnits::follow(const ActionUnits& units, Seconds time) {
    if (!slow_) slow_ = units;
    const auto share = static_cast<float>(1 - std::exp(-(time - last_) / kTimeConstant));
    last_ = time;
    slow_ = *slow_ + share * (units - *slow_);
    (*slow_)[kBlink] = units[kBlink];
    return *slow_;
}

}  // namespace ganemotion::migration
