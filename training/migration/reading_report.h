#pragma once

#include <filesystem>
#include <map>

#include "training/migration/reader.h"

namespace ganemotion::training {

/// Whose pictures.
enum class People { kTrainedOn, kTest };

struct ReadingOptions {
    std::filesystem::path cfee;
    People people = People::kTest;
    int most = 1000;              ///< neutral pictures to take
    std::filesystem::path sheet;  ///< picture to write: a row a person, neutral and the six; empty: none
};

/// By the emotion that is meant.
struct ReadingFigures {
    std::map<Emotion, Reading> posed;     ///< real pictures of the people
    std::map<Emotion, Reading> neutral;   ///< their neutral pictures, as they are
    std::map<Emotion, Reading> geometry;  ///< the same, migrated at intensity 1 without paint
    std::map<Emotion, Reading> skin;      ///< and as the program does
};

ReadingFigures reading_figures(const ReadingOptions& options,
                               const migration::ExpressionLibrary& expressions);

/// The figures as Markdown.
void print_reading(const ReadingFigures& figures);

}  // namespace ganemotion::training
