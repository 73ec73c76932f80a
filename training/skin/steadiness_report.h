#pragma once

#include <filesystem>
#include <vector>

#include "ganemotion/emotion.h"

namespace ganemotion::training {

/// How much more an edited clip flickers than the same clip unedited: mean absolute second difference in
/// time of luma along the tracked surface, in 0..255 units.
struct Flickering {
    double original = 0;
    double geometry = 0;  ///< edited, geometry alone
    double skin = 0;      ///< edited, painted
};
struct Steadiness {
    Emotion emotion{};
    int frames = 0;
    Flickering skin, eyes;  ///< of the skin that may be painted, and between the lids
};

/// Shows each of the six emotions on the largest face of a clip at the default alphas and intensity 1.
std::vector<Steadiness> steadiness_of(const std::filesystem::path& clip);

/// The figures as Markdown.
void print_steadiness(const std::filesystem::path& clip, const std::vector<Steadiness>& figures);

}  // namespace ganemotion::training
