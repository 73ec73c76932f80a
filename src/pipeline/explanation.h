#pragma once

#include <string>

#include "ganemotion/timeline.h"

namespace ganemotion::pipeline {

/// Why each segment is what it is, for a person to read: its words and which of them carried the emotion, how
/// probable each emotion was, what the face showed, and the rule that decided. Words are explained by the
/// text model, where they are known. Throws Error(kMissingModel).
std::string explain(const Timeline& timeline);

}  // namespace ganemotion::pipeline
