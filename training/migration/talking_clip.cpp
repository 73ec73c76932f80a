#include "training/migration/talking_clip.h"

#include <algorithm>

#include "face/face_finder.h"
#include "media/video_reader.h"

namespace ganemotion::training {

const face::Face& largest(const std::vector<face::Face>& faces) {
    return *std::max_element(faces.begin(), faces.end(), [](const face::Face& a, const face::Face& b) {
        return a.box.area() < b.box.area();
    });
}

action_units::RestingFace resting_face_of(const std::filesystem::path& clip,
                                          const action_units::Estimator& estimator) {
    constexpr int kEvery = 10;
    face::FaceTracker tracker;
    std::vector<face::Face> seen;
    media::VideoReader reader(clip);
    for (int i = 0; auto frame = reader.next(); ++i) {
        const auto faces = tracker.track(frame->picture, frame->time);
        if (i % kEvery == 0 && !faces.empty()) seen.push_back(largest(faces));
    }
    return estimator.resting_face(seen);
}

}  // namespace ganemotion::training
