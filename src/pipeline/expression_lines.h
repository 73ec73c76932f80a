#pragma once

#include <filesystem>
#include <iosfwd>
#include <vector>

#include "pipeline/face_readings.h"

namespace ganemotion::pipeline {

struct ExpressionOptions {
    /// The pictures are crops of faces already, down to 48x48 gray.
    bool aligned = false;
    /// The seven probabilities over the time of each video as SVG, where there is only one; empty: no plot.
    std::filesystem::path plot{};
    int threads = 1;
};

/// The expressions of the faces in these files (videos: once a second) as JSON Lines {"file", "face", "box":
/// [left, top, width, height], "time" in a video, "emotion", "probabilities", "members"}: a line a face, and
/// one with "face": false where there is none. "members" are the classifiers of the ensemble that have a
/// vote, or "units" where its weights are missing. Throws Error(kNothingToDo) if a plot is wanted and there
/// is no face in a video.
ReadFiles write_expressions(const std::vector<std::filesystem::path>& files, const ExpressionOptions& options,
                            std::ostream& lines, Reporter& reporter);

}  // namespace ganemotion::pipeline
