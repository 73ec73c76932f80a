#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Prints how the units that speech does not move read while people in a folder's clips turn their heads: by
/// yaw, against the same person's frames in front, seen as from the front and as the mesh network gives them.
/// Clips without frames both in front and beyond 10 degrees are left out.
void print_turning_clips(const std::filesystem::path& clips);

}  // namespace ganemotion::training
