#pragma once

#include <string>
#include <vector>

#include "ganemotion/emotion.h"
#include "ganemotion/seconds.h"

namespace ganemotion::pipeline {

/// What a face shows at a time.
struct PlottedLook {
    Seconds time{};
    EmotionProbabilities shown;
};

/// The seven probabilities over time as SVG, a line an emotion. Precondition: at least one look, in order of
/// time.
std::string to_svg(const std::string& title, const std::vector<PlottedLook>& looks);

}  // namespace ganemotion::pipeline
