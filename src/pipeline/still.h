#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "ganemotion/emotion.h"
#include "ganemotion/space.h"

namespace ganemotion::pipeline {

/// What a still picture's faces shall show. Either an emotion or some units.
struct StillOptions {
    std::optional<Emotion> emotion{};
    std::map<int, double> units{};        ///< FACS number and intensity 0..1; all others stay as they are
    double intensity = 1;                 ///< 0..1: a factor of the emotion's expression, or of the units
    std::optional<std::string> style{};   ///< nothing: a picture has no speech, both alphas are 1
    std::optional<double> alpha_mouth{};  ///< 0..1; nothing: the style's
    std::optional<double> alpha_rest{};   ///< 0..2; nothing: the style's
    std::filesystem::path character{};    ///< written by `ganemotion character`; empty: nobody in particular
    std::filesystem::path masks{};        ///< folder for pictures of what was done; empty: none
    Space space = Space::kTexture;        ///< where faces are changed
    bool skin = true;                     ///< paint folds and shading; false: geometry alone
    bool pose = false;                    ///< the head nods a little with the emotion
    bool overwrite = false;
};

/// Changes every face of a picture. Throws Error: kUnreadableInput, kUnwritableOutput, kUsage, kMissingModel;
/// kNothingToDo if no face is seen in it, and then the output shows the same picture.
void migrate_still(const std::filesystem::path& picture, const std::filesystem::path& output,
                   const StillOptions& options);

}  // namespace ganemotion::pipeline
