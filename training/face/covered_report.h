#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Prints how much of faces of test people fades when a disc of paint, a dark microphone or something of the
/// face's own skin comes before them; then how much of the faces in a folder's clips does, if it is given.
void print_covered_figures(const std::filesystem::path& portraits, const std::filesystem::path& clips);

}  // namespace ganemotion::training
