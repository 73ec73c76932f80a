#pragma once

#include <filesystem>

namespace ganemotion::training {

/// Prints, for each way of finding the mesh, how far lids and lips are from those found on the full-size
/// originals and how much of their motion the units explain when units and geometry are fitted to that way
/// (test people only). Takes one person in `every` to fit to, and all test people.
void print_mesh_figures(const std::filesystem::path& folder, int every);

}  // namespace ganemotion::training
