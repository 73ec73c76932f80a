#pragma once

#include <filesystem>
#include <vector>

#include "ganemotion/action_units.h"
#include "ganemotion/emotion.h"
#include "ganemotion/space.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// What an emotion did to a talking face, measured again on the edited frames by a tracker of its own.
struct TalkingFigures {
    Emotion emotion{};
    int frames = 0;
    ActionUnits asked;    ///< mean over the frames of y_c - y_j
    ActionUnits arrived;  ///< mean over the frames of units after less units before
    double lip_correlation =
        0;  ///< of the motion of all lip vertices, pose taken out, with the unedited clip's
    double lip_amplitude = 0;  ///< their standard deviation over the unedited clip's
    double before = 0;         ///< the ensemble's probability of the emotion, mean over one frame a second
    double after = 0;          ///< the same of the edited frames
};

/// Shows each of the six emotions on the largest face of a clip at the default alphas and intensity 1, in
/// memory, in that space.
std::vector<TalkingFigures> talking_figures(const std::filesystem::path& clip,
                                            const migration::ExpressionLibrary& expressions, Space space);

/// The figures as a Markdown table.
void print_talking_figures(const std::filesystem::path& clip, const std::vector<TalkingFigures>& figures);

}  // namespace ganemotion::training
