#pragma once

#include <filesystem>
#include <vector>

#include "ganemotion/emotion.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// How far the motion of points departs from that of a straight line, in pixels.
struct Bend {
    double root_mean_square = 0, worst = 0;
};

/// What an emotion does to the upper rims of glasses, which lie over the fold of the upper lids.
struct RimFigures {
    Emotion emotion{};
    Bend free;  ///< by the warp of a face without glasses
    Bend held;  ///< by the one that the program makes
};

struct GlassesFigures {
    float darkest_line = 0, faintest_line = 0;  ///< face::bridge_line() over the frames looked at
    std::vector<RimFigures> rims;
};

/// Shows each of the six emotions at the default alphas and intensity 1 on the largest face of a clip, in
/// every tenth frame.
GlassesFigures glasses_figures(const std::filesystem::path& clip,
                               const migration::ExpressionLibrary& expressions);

/// The figures as Markdown.
void print_glasses(const std::filesystem::path& clip, const GlassesFigures& figures);

}  // namespace ganemotion::training
