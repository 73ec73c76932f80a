#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "training/migration/migrated_faces.h"

namespace ganemotion::training {

struct RealismFigures {
    int pictures = 0;  ///< in each row
    int real = 0;      ///< that they are compared with
    /// Frechet distances: of what each method made of the neutral pictures, and of as many real ones.
    std::vector<std::pair<std::string, double>> distances;
};

/// Frechet distance of migrated faces to real expressive pictures of the same people, by the last pooling
/// layer of the expression's VGG16. Of the real ones as many as there are migrated ones of a method are set
/// apart: their distance to the rest is what a perfect method would reach.
RealismFigures realism_figures(const std::filesystem::path& cfee, const MigratedFaces& faces);

/// The figures as a Markdown table.
void print_realism(const RealismFigures& figures);

}  // namespace ganemotion::training
