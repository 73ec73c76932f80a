#include <algorithm>
#include <cmath>
#include <optional>

#include "face/cut_watch.h"
#include "face/face_finder.h"
#include "face/hand_watch.h"
#include "face/recognition.h"
#include "face/search.h"
#include "face/track.h"

namespace ganemotion::face {
namespace {

/// How often the whole picture is looked at for further faces, and a picture without one in all its parts: a
/// newcomer is seen soon, and the detector costs nothing to speak of.
constexpr Seconds kLookAgain{0.5};
/// How often one part of a picture with faces is looked at for smaller ones, each part in its turn.
constexpr Seconds kLookAtNextPart{0.15};
/// How far around the place of a lost face it is looked for at every frame, in widths of the face.
constexpr float kAroundLost = 3;
/// A mesh that goes farther between two frames, in widths of the face (root mean square), has not moved: the
/// picture was cut, or the face went so quickly that the region was off. Talking heads stay below 0.08 a
/// frame.
constexpr float kJump = 0.12F;
/// What was not looked at for so long may be another scene, whatever the picture tells.
constexpr Seconds kUnseen{1.5};
/// Two tracks that overlap more have run into one face.
constexpr float kSameFace = 0.5F;

/// In widths of the face.
float distance(const Vertices& a, const Vertices& b) {
    return std::sqrt((a - b).leftCols<2>().rowwise().squaredNorm().mean()) / box_of(a).width;
}

}  // namespace

struct FaceTracker::State {
    FinderOptions options;
    int rotation;
    FaceNetworks networks;
    Recognition recognition = Recognition();
    CutWatch cuts = CutWatch();
    std::optional<HandWatch> hands = {};  ///< from the first face on
    std::vector<Track> tracks = {};       ///< faces of the last frame, the oldest first
    Seconds now{};
    std::optional<Seconds> looked = {};          ///< when the whole picture was last looked at
    std::optional<Seconds> looked_at_part = {};  ///< when a part of it
    std::size_t next_part = 0;

    std::vector<Face> track(const media::Picture& picture, Seconds time);
    void start_anew();
    bool follow(const media::Picture& picture, bool cut);
    bool follow(Track& track, const media::Picture& picture, bool cut);
    void look(const media::Picture& picture, bool disturbed);
    [[nodiscard]] Look places_of_lost() const;
    std::optional<Region> part_in_turn(const Looks& looks);
    void welcome(const FaceNetworks::Mesh& mesh);
    void watch_hands(const media::Picture& picture, Seconds apart);
    std::vector<Face> report(const media::Picture& picture);
};

std::vector<Face> FaceTracker::State::track(const media::Picture& picture, Seconds time) {
    if (time < now) start_anew();
    const Seconds apart = std::max(Seconds{0}, time - now);
    now = time;
    if (picture.size().empty()) return {};
    const bool cut = cuts.see(picture, time) || apart > kUnseen;
    if (cut && hands) hands->reset();
    const bool disturbed = follow(picture, cut);
    const bool room = static_cast<int>(tracks.size()) < options.max_faces;
    if (room && (disturbed || tracks.empty() || !looked || now - *looked >= kLookAgain))
        look(picture, disturbed);
    recognition.name(tracks, picture, now);
    watch_hands(picture, apart);
    return report(picture);
}

/// The video is played from another place.
void FaceTracker::State::start_anew() {
    tracks.clear();
    recognition.start_anew();
    cuts.reset();
    if (hands) hands->reset();
    looked.reset();
    looked_at_part.reset();
}

/// Follows every face into this frame; true where one was lost or jumped, or the scene is another.
bool FaceTracker::State::follow(const media::Picture& picture, bool cut) {
    bool disturbed = cut;
    std::vector<Track> before = std::move(tracks);
    tracks.clear();
    for (Track& one : before) {
        if (!follow(one, picture, cut)) {
            disturbed = true;
            recognition.lose(one, now);
            continue;
        }
        const auto same = std::find_if(tracks.begin(), tracks.end(), [&](const Track& older) {
            return overlap(older.mesh, one.mesh) > kSameFace;
        });
        if (same == tracks.end()) {
            tracks.push_back(std::move(one));
        } else {
            // Two that were followed have become one face: whose it is will be seen.
            disturbed = true;
            recognition.lose(one, now);
            recognition.doubt(*same, now);
        }
    }
    return disturbed;
}

bool FaceTracker::State::follow(Track& track, const media::Picture& picture, bool cut) {
    FaceNetworks::Mesh mesh = networks.mesh(picture, region_of(track.mesh));
    if (mesh.presence < options.min_presence) return false;
    if (cut || distance(mesh.vertices, track.mesh) > kJump) {
        mesh = settled_mesh(networks, picture, region_of(mesh.vertices), options.passes);
        if (mesh.presence < options.min_presence) return false;
        track.smoother.reset();
        track.covers.reset();
        track.free_of_hands.reset();
        recognition.doubt(track, now);
    }
    track.mesh = track.smoother.smooth(mesh.vertices, now);
    track.presence = mesh.presence;
    return true;
}

/// Looks for faces that are not followed yet: everywhere now and then and where the picture has changed, a
/// part in its turn, and around lost ones always.
void FaceTracker::State::look(const media::Picture& picture, bool disturbed) {
    const bool due = disturbed || !looked || now - *looked >= kLookAgain;
    std::vector<FaceNetworks::Mesh> found;
    for (const Track& one : tracks) found.push_back({one.mesh, one.presence});
    const std::size_t known = found.size();
    const Look places = places_of_lost();
    if (!places.empty()) search(networks, picture, places, options, found);
    if (due && found.empty()) {
        found = search(networks, picture, rotation, options);
    } else {
        const Looks looks = looks_at(picture.size(), rotation);
        if (due) search(networks, picture, looks.whole, options, found);
        if (const auto part = part_in_turn(looks)) search(networks, picture, {*part}, options, found);
    }
    if (due) looked = now;
    for (std::size_t i = known; i < found.size(); ++i) welcome(found[i]);
}

Look FaceTracker::State::places_of_lost() const {
    Look places;
    for (const Vertices& mesh : recognition.places_of_absent(tracks, now)) {
        places.push_back(region_of(mesh));
        places.back().side = kAroundLost * box_of(mesh).width;
    }
    return places;
}

/// The part that is to be looked at now, if it is time and the picture has faces beside which smaller ones
/// matter.
std::optional<Region> FaceTracker::State::part_in_turn(const Looks& looks) {
    if (tracks.empty() || (looked_at_part && now - *looked_at_part < kLookAtNextPart)) return std::nullopt;
    float largest = 0;
    for (const Track& one : tracks) largest = std::max(largest, box_of(one.mesh).width);
    Look parts;
    const Look* coarser = &looks.whole;
    for (const Look& finer : looks.parts) {
        if (!hides_faces(*coarser, largest)) break;
        parts.insert(parts.end(), finer.begin(), finer.end());
        coarser = &finer;
    }
    if (parts.empty()) return std::nullopt;
    looked_at_part = now;
    return parts[next_part++ % parts.size()];
}

void FaceTracker::State::welcome(const FaceNetworks::Mesh& mesh) {
    Track track;
    track.mesh = track.smoother.smooth(mesh.vertices, now);
    track.presence = mesh.presence;
    recognition.doubt(track, now);
    tracks.push_back(std::move(track));
}

void FaceTracker::State::watch_hands(const media::Picture& picture, Seconds apart) {
    if (tracks.empty() || !options.watch_hands) return;
    if (!hands) hands.emplace(options.threads);
    std::vector<cv::Rect2f> boxes;
    for (const Track& one : tracks) boxes.push_back(box_of(one.mesh));
    const std::vector<Hand>& seen = hands->see(picture, boxes, rotation, now);
    const auto step = static_cast<float>(1 - std::exp(-apart / CoveringOptions().fading));
    for (Track& one : tracks) {
        const VertexShares free = free_of_hands(seen, one.mesh);
        if (!one.free_of_hands) one.free_of_hands = free;
        *one.free_of_hands += step * (free - *one.free_of_hands);
    }
}

std::vector<Face> FaceTracker::State::report(const media::Picture& picture) {
    std::vector<Face> faces;
    for (Track& track : tracks) {
        // The scores of the smoothed mesh: as calm as it is, and never of another moment.
        faces.push_back(face_of({track.mesh, track.presence}, networks, picture.size()));
        faces.back().visibility.array() *= track.covers.see(picture, track.mesh, now).array();
        if (track.free_of_hands) faces.back().visibility.array() *= track.free_of_hands->array();
        faces.back().id = *track.id;
    }
    std::stable_sort(faces.begin(), faces.end(),
                     [](const Face& a, const Face& b) { return a.box.area() > b.box.area(); });
    return faces;
}

FaceTracker::FaceTracker(const FinderOptions& options, int rotation)
    : state_(std::make_unique<State>(State{options, rotation, FaceNetworks(options.threads)})) {}

FaceTracker::~FaceTracker() = default;
FaceTracker::FaceTracker(FaceTracker&&) noexcept = default;

std::vector<Face> FaceTracker::track(const media::Picture& picture, Seconds time) {
    return state_->track(picture, time);
}

}  // namespace ganemotion::face
