#pragma once

#include <optional>
#include <string>

#include "cfee/person_table.h"
#include "ganemotion/emotion.h"

namespace ganemotion::training {

struct UnitsFitOptions;

/// The emotion of a CFEE label, for the seven basic ones; compound expressions have none.
std::optional<Emotion> basic_emotion(const std::string& cfee_label);

/// Multinomial logistic regression from units [rows, units] to the emotion: [emotions, units + 1], the last
/// column the offset. Full-batch gradient descent.
Matrix fit_expression(const Matrix& units, const PersonTable& table, const std::vector<bool>& chosen,
                      const UnitsFitOptions& options);

}  // namespace ganemotion::training
