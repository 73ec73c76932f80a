#pragma once

#include <filesystem>
#include <vector>

#include "pipeline/people.h"
#include "pipeline/reporter.h"

namespace ganemotion::pipeline {

/// Looks at a video once a second (oftener at a short one, to know the resting faces): who is seen, where,
/// showing what. Where several are seen together, their lips are watched in every frame and compared with the
/// sound. Memory does not grow with the pictures, only by some bytes a second. Empty where no face is
/// seen.
std::vector<Person> look(const std::filesystem::path& video, int threads, Reporter& reporter);

}  // namespace ganemotion::pipeline
