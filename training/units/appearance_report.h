#pragma once

#include <filesystem>
#include <vector>

#include "cfee/cfee.h"

namespace ganemotion::training {

/// Prints, as Markdown, presence (F1) and intensity (correlation) of the units with manual labels on people
/// never trained on: the estimate from shape and skin beside a mapping of blendshapes, the linear estimate
/// and always-absent; then what is lost on damaged pictures.
void print_appearance_figures(const std::vector<MeasuredPortrait>& portraits,
                              const std::filesystem::path& folder);

}  // namespace ganemotion::training
