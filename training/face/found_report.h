#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Prints how many faces of test people are found, and how exactly: small in frames of 1280x720, tilted in
/// the picture, and turned aside.
void print_found_figures(const std::filesystem::path& folder);

}  // namespace ganemotion::training
