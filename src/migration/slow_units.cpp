#include "migration/slow_units.h"

#include <algorithm>
#include <cmath>

namespace ganemotion::migration {

namespace {

// A syllable lasts 0.15 to 0.25 s (Greenberg 1999), a brow flash of emphasis about 0.4 s; the expression of a
// sentence lasts seconds. A first-order low pass of 0.8 s lets a tenth of a syllable's motion through. The
// mouth also moves with words and phrases: a slower filter leaves it that motion.
constexpr Seconds kTimeConstant{0.8};
constexpr Seconds kTimeConstantOfMouth{3};
constexpr Seconds kLongestStep{0.3};
constexpr int kBlink = 45;

}  // namespace

ActionUnits SlowUnits::follow(const ActionUnits& units, Seconds time) {
    if (!slow_) {
        slow_ = units;
        first_ = last_ = time;
    }
    // The first frame after a while unseen is but a frame.
    const Seconds apart = std::min(time - last_, kLongestStep);
    // Until a time constant has passed, the mean of what was seen.
    const auto share = [&](Seconds constant) {
        const Seconds seen = std::min(constant, time - first_);
        return seen <= Seconds{} ? 0.0F : static_cast<float>(1 - std::exp(-apart / seen));
    };
    const float fast = share(kTimeConstant);
    const float slow = share(kTimeConstantOfMouth);
    for (const int unit : kActionUnits)
        (*slow_)[unit] += (is_mouth_unit(unit) ? slow : fast) * (units[unit] - (*slow_)[unit]);
    last_ = time;
    (*slow_)[kBlink] = units[kBlink];
    return *slow_;
}

}  // namespace ganemotion::migration
