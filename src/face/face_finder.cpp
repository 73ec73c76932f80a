#include "face/face_finder.h"

#include "face/search.h"

namespace ganemotion::face {

struct FaceFinder::State {
    FinderOptions options;
    FaceNetworks networks;
};

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
    return faces;
}

}  // namespace ganemotion::face
