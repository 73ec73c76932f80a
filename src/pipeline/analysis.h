#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "pipeline/people.h"
#include "pipeline/reporter.h"

namespace ganemotion::pipeline {

/// What analyse() finds out.
struct Analysis {
    Timeline timeline;
    std::optional<std::vector<Person>> people{};  ///< nothing where it was not necessary to look
};

Analysis analyse(const std::filesystem::path& video, const AnalyseOptions& options, Reporter& reporter);

/// Throws Error(kNothingToDo) if nobody was seen in the video.
void require_a_face(const std::vector<Person>& people, const std::filesystem::path& video);

}  // namespace ganemotion::pipeline
