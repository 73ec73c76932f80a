#pragma once

#include <filesystem>
#include <vector>

#include "migration/character.h"
#include "pipeline/reporter.h"

namespace ganemotion::pipeline {

/// Measures a face from videos and pictures of it. Where a file shows several people, the one who fills most
/// of it is meant. Throws Error(kUnreadableInput); kNothingToDo if no face is seen.
migration::Character measure_character(const std::vector<std::filesystem::path>& files, Reporter& reporter);

}  // namespace ganemotion::pipeline
