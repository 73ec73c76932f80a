#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "training/migration/migrated_faces.h"
#include "training/migration/texture_error.h"

namespace ganemotion::training {

struct LikenessFigures {
    int people = 0;
    int pairs = 0;
    /// Mean errors: of the pictures as they are, and of each method's outcome.
    std::vector<std::pair<std::string, TextureError>> errors;
};

/// Pairs of real pictures of each test person: one is changed by the difference of the units that both show,
/// as the program measures them, and compared with the other. Textures are those of the mesh that is found on
/// the outcome.
LikenessFigures likeness_figures(const std::filesystem::path& cfee, const std::vector<Method>& methods);

/// The figures as a Markdown table.
void print_likeness(const LikenessFigures& figures);

}  // namespace ganemotion::training
