#pragma once

#include <memory>
#include <vector>

#include "face/face.h"
#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::face {

struct FinderOptions {
    int threads = 1;
    int max_faces = 4;
    float min_detection = 0.5F;  ///< detector score 0..1 below which nothing is a face (MediaPipe's default)
    float min_presence = 0.5F;   ///< mesh network score 0..1 below which a face is lost (MediaPipe's default)
    /// How often the mesh of a newly found face is looked for, each time in the region that the mesh before
    /// gives. The detector's region is rough, and the mesh moves with the region: by 0.3 % of the face's
    /// width after one pass (what MediaPipe does with pictures), 0.04 % after three, so that stills and the
    /// frames of a video agree.
    int passes = 3;
    /// Hands before a face fade its visibility: for those who edit it.
    bool watch_hands = false;
};

/// Faces of a still picture, largest first and numbered so, unsmoothed. `rotation`: degrees clockwise that
/// turn the picture upright. Where the whole picture shows none it is looked at from farther away and in
/// parts. Not thread-safe. Throws Error(kMissingModel).
class FaceFinder {
  public:
    explicit FaceFinder(const FinderOptions& options = {});
    ~FaceFinder();
    FaceFinder(FaceFinder&&) noexcept;
    std::vector<Face> find(const media::Picture& picture, int rotation = 0);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Faces of a video, frame after frame: the region of the next frame comes from the mesh of this one, the
/// detector looks again when a face is lost and now and then for new ones; vertices are smoothed over time.
class FaceTracker {
  public:
    explicit FaceTracker(const FinderOptions& options = {}, int rotation = 0);
    ~FaceTracker();
    FaceTracker(FaceTracker&&) noexcept;
    std::vector<Face> track(const media::Picture& picture, Seconds time);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::face
