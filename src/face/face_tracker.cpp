#include <algorithm>
#include <cmath>
#include <optional>

#include "face/covering.h"
#include "face/cut_watch.h"
#include "face/face_finder.h"
#include "face/gallery.h"
#include "face/identity.h"
#include "face/search.h"
#include "face/smoothing.h"

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
/// Two tracks that overlap more have run into one face.
constexpr float kSameFace = 0.5F;
/// Two faces that touch more than this cover each other: what is seen then belongs to both.
constexpr float kTouching = 0.05F;
/// How often faces are compared with what the persons look like, and how often and how long where a cut, a
/// jump or another face before them has made it doubtful who they are.
constexpr Seconds kCompare{0.5}, kCompareInDoubt{0.1}, kDoubt{1.0};

struct Track {
    std::optional<int> id = {};
    Vertices mesh;  ///< smoothed
    float presence = 0;
    MeshSmoother smoother = MeshSmoother();
    CoverWatch covers = CoverWatch();
    /// Until then who it is may change by what it looks like: the sum of descriptors since the doubt arose.
    Seconds in_doubt_until = Seconds::min();
    Identity looks = Identity::Zero();
    /// The number is new: nobody known looks like this so far.
    bool stranger = false;
};

/// In widths of the face.
float distance(const Vertices& a, const Vertices& b) {
    return std::sqrt((a - b).leftCols<2>().rowwise().squaredNorm().mean()) / box_of(a).width;
}

}  // namespace

struct FaceTracker::State {
    FinderOptions options;
    int rotation;
    FaceNetworks networks;
    IdentityReader identities = IdentityReader();
    Gallery gallery = Gallery();
    CutWatch cuts = CutWatch();
    std::vector<Track> tracks = {};  ///< faces of the last frame, the oldest first
    Seconds now{};
    std::optional<Seconds> looked = {};          ///< when the whole picture was last looked at
    std::optional<Seconds> looked_at_part = {};  ///< when a part of it
    std::optional<Seconds> compared = {};        ///< when faces were last compared with the persons
    std::size_t next_part = 0;

    std::vector<Face> track(const media::Picture& picture, Seconds time);
    void start_anew();
    bool follow(const media::Picture& picture, bool cut);
    bool follow(Track& track, const media::Picture& picture, bool cut);
    void doubt(Track& track);
    void remember(Track& track);
    void look(const media::Picture& picture, bool disturbed);
    [[nodiscard]] Look places_of_lost() const;
    std::optional<Region> part_in_turn(const Looks& looks);
    void welcome(const FaceNetworks::Mesh& mesh);
    [[nodiscard]] bool touches_another(const Track& track) const;
    void compare(const media::Picture& picture);
    Gallery::Sight sight_of(Track& track, const media::Picture& picture);
    void name(Track& track, std::optional<int> owner, const Identity& identity);
    std::vector<Face> report(const media::Picture& picture);
};

std::vector<Face> FaceTracker::State::track(const media::Picture& picture, Seconds time) {
    if (time < now) start_anew();
    now = time;
    if (picture.size().empty()) return {};
    const bool cut = cuts.see(picture, time);
    const bool disturbed = follow(picture, cut);
    const bool room = static_cast<int>(tracks.size()) < options.max_faces;
    if (room && (disturbed || tracks.empty() || !looked || now - *looked >= kLookAgain))
        look(picture, disturbed);
    compare(picture);
    return report(picture);
}

/// The video is played from another place.
void FaceTracker::State::start_anew() {
    tracks.clear();
    gallery = Gallery();
    cuts.reset();
    looked.reset();
    looked_at_part.reset();
    compared.reset();
}

/// Follows every face into this frame; true where one was lost or jumped, or the scene is another.
bool FaceTracker::State::follow(const media::Picture& picture, bool cut) {
    bool disturbed = cut;
    std::vector<Track> before = std::move(tracks);
    tracks.clear();
    for (Track& one : before) {
        if (!follow(one, picture, cut)) {
            disturbed = true;
            remember(one);
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
            remember(one);
            doubt(*same);
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
        doubt(track);
        compared.reset();
    }
    track.mesh = track.smoother.smooth(mesh.vertices, now);
    track.presence = mesh.presence;
    return true;
}

/// What was seen of it before says nothing about who it is now.
void FaceTracker::State::doubt(Track& track) {
    if (now >= track.in_doubt_until) compared.reset();
    remember(track);
    track.in_doubt_until = now + kDoubt;
    track.looks.setZero();
}

/// A stranger becomes one of the known persons.
void FaceTracker::State::remember(Track& track) {
    if (track.stranger) gallery.admit(*track.id, track.looks.normalized(), track.mesh, now);
    track.stranger = false;
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
    std::vector<int> here;
    for (const Track& one : tracks) here.push_back(one.id.value_or(-1));
    Look places;
    for (const Vertices& mesh : gallery.places_of_absent(here, now)) {
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
    doubt(track);
    tracks.push_back(std::move(track));
}

bool FaceTracker::State::touches_another(const Track& track) const {
    return std::any_of(tracks.begin(), tracks.end(), [&](const Track& other) {
        return &other != &track && overlap(other.mesh, track.mesh) > kTouching;
    });
}

/// Tells by what they look like whose the faces are: from time to time, at once where a face is new, and
/// oftener where it is in doubt.
void FaceTracker::State::compare(const media::Picture& picture) {
    bool unnamed = false;
    bool doubtful = false;
    for (Track& one : tracks) {
        if (one.id && touches_another(one)) doubt(one);
        unnamed = unnamed || !one.id;
        doubtful = doubtful || now < one.in_doubt_until;
    }
    if (!unnamed && compared && now - *compared < (doubtful ? kCompareInDoubt : kCompare)) return;
    compared = now;
    std::vector<Gallery::Sight> sights;
    for (Track& one : tracks) sights.push_back(sight_of(one, picture));
    const auto owners = gallery.recognise(sights, now);
    for (std::size_t i = 0; i < tracks.size(); ++i) name(tracks[i], owners[i], sights[i].identity);
}

Gallery::Sight FaceTracker::State::sight_of(Track& track, const media::Picture& picture) {
    // Two faces in one: the numbers stay until they part.
    if (track.id && touches_another(track)) return {Identity::Zero(), track.mesh, track.id, true};
    const Identity identity = identities.describe(picture, track.mesh);
    if (now >= track.in_doubt_until) {
        remember(track);
        return {identity, track.mesh, track.id, true};
    }
    track.looks += identity;
    return {track.looks.normalized(), track.mesh, track.id, false};
}

void FaceTracker::State::name(Track& track, std::optional<int> owner, const Identity& identity) {
    if (owner && owner != track.id) {
        if (track.id) track.covers.reset();
        track.id = owner;
        track.stranger = false;
    } else if (owner) {
        if (now >= track.in_doubt_until) gallery.learn(*owner, identity);
    } else if (!track.id || (now < track.in_doubt_until && !track.stranger)) {
        // Whoever was followed without a break is no stranger, however little one sees of them now.
        track.id = gallery.new_number();
        track.stranger = true;
        track.covers.reset();
        track.looks = identity;
        track.in_doubt_until = now + kDoubt;
    }
}

std::vector<Face> FaceTracker::State::report(const media::Picture& picture) {
    std::vector<Face> faces;
    for (Track& track : tracks) {
        gallery.see(*track.id, track.mesh, now);
        // The scores of the smoothed mesh: as calm as it is, and never of another moment.
        faces.push_back(face_of({track.mesh, track.presence}, networks, picture.size()));
        faces.back().visibility.array() *= track.covers.see(picture, track.mesh, now).array();
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
