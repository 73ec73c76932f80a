#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Puts scenes together from pairs of a folder's clips (a cut that swaps two people, another person in the
/// same place, someone who leaves and comes back elsewhere, two who cross) and prints how far the tracker
/// keeps their numbers; then how many numbers the clips themselves get.
void print_scene_figures(const std::filesystem::path& clips);

}  // namespace ganemotion::training
