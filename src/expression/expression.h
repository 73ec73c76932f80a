#pragma once

#include <memory>

#include "ganemotion/action_units.h"
#include "ganemotion/emotion.h"

namespace ganemotion::expression {

/// The emotion that a face shows, from its action units (those estimated without a resting face): multinomial
/// logistic regression fitted by training/units. Thread-safe.
class UnitClassifier {
  public:
    /// Reads models/units/units.safetensors. Throws Error(kMissingModel).
    UnitClassifier();
    ~UnitClassifier();
    UnitClassifier(UnitClassifier&&) noexcept;

    [[nodiscard]] EmotionProbabilities classify(const ActionUnits& units) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::expression
