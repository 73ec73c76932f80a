#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "training/migration/migrated_faces.h"
#include "training/migration/reader.h"

namespace ganemotion::training {

/// By the emotion that is meant.
using Readings = std::map<Emotion, Reading>;

struct ReadingFigures {
    Readings posed;    ///< real pictures of the people
    Readings neutral;  ///< their neutral pictures, as they are
    std::vector<std::string> methods;
    std::vector<Readings> migrated;  ///< of each method
};

ReadingFigures reading_figures(const std::filesystem::path& cfee, const MigratedFaces& faces);

/// The figures as Markdown.
void print_reading(const ReadingFigures& figures);

}  // namespace ganemotion::training
