#pragma once

#include <filesystem>
#include <vector>

#include "ganemotion/emotion.h"

namespace ganemotion::training {

/// How much more the skin of an edited clip flickers than the same skin unedited: mean absolute second
/// difference in time of luma along the tracked surface, edited over original.
struct Steadiness {
    Emotion emotion{};
    int frames = 0;
    double original = 0;  ///< in 0..255 units
    double geometry = 0;  ///< edited, geometry alone
    double skin = 0;      ///< edited, painted
};

/// Shows each of the six emotions on the largest face of a clip at the default alphas and intensity 1.
std::vector<Steadiness> steadiness_of(const std::filesystem::path& clip);

/// The figures as Markdown.
void print_steadiness(const std::filesystem::path& clip, const std::vector<Steadiness>& figures);

}  // namespace ganemotion::training
