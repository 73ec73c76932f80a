#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Prints how the units of posed expressions (test people, against their own frontal neutral picture) read
/// when the pictures are turned by 0 to 60 degrees, beside what they read unturned.
void print_turned_figures(const std::filesystem::path& folder);

}  // namespace ganemotion::training
