#pragma once

#include <string>
#include <vector>

#include "ganemotion/timeline.h"

namespace ganemotion::sync {

/// What a plot shows beside the timeline.
struct PlotData {
    Seconds duration{};           ///< of the video; 0: to the end of the last segment
    std::vector<float> loudness;  ///< peaks 0..1 of the sound, evenly over the duration; empty: no sound
};

/// One picture that tells the story, as SVG: the wave of the sound, the sentences, the emotion of their words
/// and that of the face, and how strongly the face is changed at every moment.
std::string to_svg(const Timeline& timeline, const PlotData& data);

}  // namespace ganemotion::sync
