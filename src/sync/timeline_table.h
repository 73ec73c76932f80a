#pragma once

#include <string>

#include "ganemotion/timeline.h"

namespace ganemotion::sync {

/// The timeline for a person to read: a line a segment with start, end, emotion, intensity, source and text,
/// in columns. A segment that is left alone says so in the place of its intensity.
std::string to_table(const Timeline& timeline);

}  // namespace ganemotion::sync
