#pragma once

#include <chrono>

namespace ganemotion {

/// A point in a video (from its own time zero) or a length of time.
using Seconds = std::chrono::duration<double>;

}  // namespace ganemotion
