#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "face/face_finder.h"
#include "media/video_reader.h"
#include "pipeline/made_ahead.h"

namespace ganemotion::pipeline {

/// A frame and the faces in it.
struct TrackedFrame {
    media::VideoFrame frame;
    std::vector<face::Face> faces;
};

/// The frames of a video with their faces, decoded and tracked ahead by a thread of its own.
class TrackedFrames {
  public:
    /// Whether the faces of a frame are needed.
    using Need = std::function<bool(Seconds time)>;

    /// `need`: where it says no, no face is looked for; asked by the thread. Throws Error(kUnreadableInput);
    /// networks are loaded by the thread.
    TrackedFrames(
        const std::filesystem::path& video, int decoding_threads, const face::FinderOptions& options = {},
        Need need = [](Seconds) { return true; });

    /// The next frame, nothing at the end. Throws Error(kMissingModel).
    std::optional<TrackedFrame> next() { return frames_.next(); }

    [[nodiscard]] const media::VideoInfo& info() const { return reader_.info(); }

    /// What was damaged in the file; after the last frame.
    [[nodiscard]] const std::string& warning() const { return reader_.warning(); }

  private:
    media::VideoReader reader_;
    face::FinderOptions options_;
    Need need_;
    std::optional<face::FaceTracker> tracker_;
    MadeAhead<TrackedFrame> frames_;  // its thread uses all of the others

    std::optional<TrackedFrame> track();
};

}  // namespace ganemotion::pipeline
