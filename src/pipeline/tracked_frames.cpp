#include "pipeline/tracked_frames.h"

#include "face/face_finder.h"

namespace ganemotion::pipeline {

namespace {
// Enough that neither thread waits for a slow frame of the other; each is a whole picture.
constexpr std::size_t kFramesAhead = 4;
}  // namespace

TrackedFrames::TrackedFrames(const std::filesystem::path& video, int decoding_threads)
    : reader_(video, decoding_threads), queue_(kFramesAhead), thread_([this] { track_all(); }) {}

TrackedFrames::~TrackedFrames() {
    queue_.abandon();
    thread_.join();
}

void TrackedFrames::track_all() {
    try {
        face::FaceTracker tracker({.watch_hands = true}, reader_.info().rotation);
        while (auto frame = reader_.next()) {
            auto faces = tracker.track(frame->picture, frame->time);
            if (!queue_.push({std::move(*frame), std::move(faces)})) break;
        }
        queue_.close();
    } catch (...) {
        queue_.close(std::current_exception());
    }
}

}  // namespace ganemotion::pipeline
