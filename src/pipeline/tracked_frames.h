#pragma once

#include <filesystem>
#include <thread>
#include <vector>

#include "face/face.h"
#include "media/video_reader.h"
#include "pipeline/bounded_queue.h"

namespace ganemotion::pipeline {

/// A frame and the faces in it.
struct TrackedFrame {
    media::VideoFrame frame;
    std::vector<face::Face> faces;
};

/// The frames of a video with their faces, decoded and tracked ahead by a thread of its own.
class TrackedFrames {
  public:
    /// Throws Error(kUnreadableInput), Error(kMissingModel).
    TrackedFrames(const std::filesystem::path& video, int decoding_threads);
    ~TrackedFrames();
    TrackedFrames(const TrackedFrames&) = delete;
    TrackedFrames& operator=(const TrackedFrames&) = delete;

    /// The next frame, nothing at the end. Throws what the thread threw.
    std::optional<TrackedFrame> next() { return queue_.pop(); }

    [[nodiscard]] const media::VideoInfo& info() const { return reader_.info(); }

    /// What was damaged in the file; after the last frame.
    [[nodiscard]] const std::string& warning() const { return reader_.warning(); }

  private:
    media::VideoReader reader_;
    BoundedQueue<TrackedFrame> queue_;
    std::thread thread_;

    void track_all();
};

}  // namespace ganemotion::pipeline
