#include "face/face_finder.h"

#include <algorithm>
#include <optional>

#include "face/hand_watch.h"
#include "face/search.h"

namespace ganemotion::face {

struct FaceFinder::State {
    FinderOptions options;
    FaceNetworks networks;
    std::optional<HandWatch> hands = {};  ///< from the first face on

    void fade_under_hands(std::vector<Face>& faces, const media::Picture& picture, int rotation);
};

void FaceFinder::State::fade_under_hands(std::vector<Face>& faces, const media::Picture& picture,
                                         int rotation) {
    if (faces.empty() || !options.watch_hands) return;
    if (!hands) hands.emplace(options.threads);
    std::vector<cv::Rect2f> boxes(faces.size());
    std::transform(faces.begin(), faces.end(), boxes.begin(), [](const Face& face) { return face.box; });
    const std::vector<Hand> found = hands->find(picture, boxes, rotation);
    for (Face& face : faces) face.visibility.array() *= free_of_hands(found, face.mesh).array();
}

FaceFinder::FaceFinder(const FinderOptions& options)
    : state_(std::make_unique<State>(State{options, FaceNetworks(options.threads)})) {}

FaceFinder::~FaceFinder() = default;
FaceFinder::FaceFinder(FaceFinder&&) noexcept = default;

std::vector<Face> FaceFinder::find(const media::Picture& picture, int rotation) {
    std::vector<Face> faces;
    if (picture.size().empty()) return faces;
    for (const auto& mesh : search(state_->networks, picture, rotation, state_->options)) {
        faces.push_back(face_of(mesh, state_->networks, picture.size()));
        faces.back().id = static_cast<int>(faces.size()) - 1;
    }
    state_->fade_under_hands(faces, picture, rotation);
    return faces;
}

}  // namespace ganemotion::face
