#include "pipeline/tracked_frames.h"

#include <utility>

namespace ganemotion::pipeline {

namespace {
// Enough that neither thread waits for a slow frame of the other; each is a whole picture.
constexpr std::size_t kFramesAhead = 4;
}  // namespace

TrackedFrames::TrackedFrames(const std::filesystem::path& video, int decoding_threads,
                             const face::FinderOptions& options, Need need)
    : reader_(video, decoding_threads),
      options_(options),
      need_(std::move(need)),
      frames_(kFramesAhead, [this] { return track(); }) {}

std::optional<TrackedFrame> TrackedFrames::track() {
    if (!tracker_) tracker_.emplace(options_, reader_.info().rotation);
    auto frame = reader_.next();
    if (!frame) return std::nullopt;
    std::vector<face::Face> faces;
    if (need_(frame->time)) faces = tracker_->track(frame->picture, frame->time);
    return TrackedFrame{std::move(*frame), std::move(faces)};
}

}  // namespace ganemotion::pipeline
