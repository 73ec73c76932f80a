#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "pipeline/face_readings.h"

namespace ganemotion::pipeline {

/// The expressions of the faces in these files (videos: once a second) as JSON Lines {"file", "face", "box":
/// [left, top, width, height], "time" in a video, "emotion", "probabilities", "members"}: a line a face, and
/// one with "face": false where there is none. "members" are the classifiers that have a vote: "units".
ReadFiles write_expressions(const std::vector<std::filesystem::path>& files, bool aligned,
                            std::ostream& lines, Reporter& reporter);

}  // namespace ganemotion::pipeline
