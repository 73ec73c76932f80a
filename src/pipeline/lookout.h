#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "face/face_finder.h"
#include "media/video_reader.h"

namespace ganemotion::pipeline {

/// What is seen of a frame.
struct Glance {
    Seconds time{};
    std::vector<face::Face> faces;
    std::optional<media::Picture> picture = {};  ///< of a close look; without, the faces are only watched
    bool expression = false;                     ///< what it shows is to be told
};

/// Sees a video and tracks the faces in frames that are due: once a second (oftener in a short video, to
/// know the resting faces) for a close look, and some more after each, all where several are seen together,
/// to watch lips and heads.
class Lookout {
  public:
    /// Throws Error(kUnreadableInput).
    Lookout(const std::filesystem::path& video, int decoding_threads);

    /// 0 where the file does not say.
    [[nodiscard]] Seconds duration() const { return reader_.info().duration; }

    /// The next frame that is due, nothing at the end. The first call loads the networks. Throws
    /// Error(kMissingModel).
    std::optional<Glance> next();

  private:
    media::VideoReader reader_;
    std::optional<face::FaceTracker> tracker_;
    Seconds apart_;
    Seconds next_look_ = Seconds::min();
    Seconds next_expression_ = Seconds::min();
    int watch_ = 0;         ///< so many more frames
    bool several_ = false;  ///< were seen in the last look: all frames are watched, for their lips

    Glance look_closely(const media::VideoFrame& frame);
};

}  // namespace ganemotion::pipeline
