#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "training/migration/migrated_faces.h"

namespace ganemotion::training {

/// Distances of face descriptors to a person's neutral picture.
struct Distances {
    std::string of;
    int pictures = 0;
    double mean = 0;
    double farthest = 0;
    int others = 0;  ///< beyond 0.6, where dlib takes them for somebody else
};

/// What each method made of the neutral pictures; the same people's own other expressions; other people's
/// neutral pictures.
std::vector<Distances> identity_figures(const std::filesystem::path& cfee, const MigratedFaces& faces);

/// The figures as a Markdown table.
void print_identity(const std::vector<Distances>& figures);

}  // namespace ganemotion::training
