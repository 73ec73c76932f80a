#include "face/recognition.h"

#include <algorithm>

#include "face/search.h"

namespace ganemotion::face {

namespace {

bool is_touched(const Track& track, const std::vector<Track>& tracks, float touching) {
    return std::any_of(tracks.begin(), tracks.end(), [&](const Track& other) {
        return &other != &track && overlap(other.mesh, track.mesh) > touching;
    });
}

}  // namespace

void Recognition::doubt(Track& track, Seconds now) {
    admit(track, now);
    track.in_doubt_until = now + options_.doubt;
    track.looks.setZero();
    compared_.reset();
}

/// A stranger becomes one of the known persons.
void Recognition::admit(Track& track, Seconds now) {
    if (track.stranger) gallery_.admit(*track.id, track.looks.normalized(), track.mesh, now);
    track.stranger = false;
}

void Recognition::name(std::vector<Track>& tracks, const media::Picture& picture, Seconds now) {
    bool unnamed = false;
    bool doubtful = false;
    for (const Track& one : tracks) {
        unnamed = unnamed || !one.id;
        doubtful = doubtful || now < one.in_doubt_until;
    }
    const Seconds apart = doubtful ? options_.apart_in_doubt : options_.apart;
    if (unnamed || !compared_ || now - *compared_ >= apart) {
        compare(tracks, picture, now);
        compared_ = now;
    }
    for (const Track& one : tracks) gallery_.see(*one.id, one.mesh, now);
}

void Recognition::compare(std::vector<Track>& tracks, const media::Picture& picture, Seconds now) {
    std::vector<Gallery::Sight> sights;
    sights.reserve(tracks.size());
    for (Track& one : tracks)
        sights.push_back(sight_of(one, is_touched(one, tracks, options_.touching), picture, now));
    const auto owners = gallery_.recognise(sights, now);
    for (std::size_t i = 0; i < tracks.size(); ++i) decide(tracks[i], owners[i], sights[i].identity, now);
}

Gallery::Sight Recognition::sight_of(Track& track, bool touched, const media::Picture& picture, Seconds now) {
    if (track.id && touched) {
        // Two faces in one: the numbers stay until they part.
        doubt(track, now);
        return {Identity::Zero(), track.mesh, track.id, true};
    }
    const Identity identity = reader_.describe(picture, track.mesh);
    if (now >= track.in_doubt_until) {
        admit(track, now);
        return {identity, track.mesh, track.id, true};
    }
    track.looks += identity;
    return {track.looks.normalized(), track.mesh, track.id, false};
}

void Recognition::decide(Track& track, std::optional<int> owner, const Identity& identity, Seconds now) {
    if (owner && owner != track.id) {
        if (track.id) track.covers.reset();
        track.id = owner;
        track.stranger = false;
    } else if (owner) {
        if (now >= track.in_doubt_until) gallery_.learn(*owner, identity);
    } else if (!track.id || (now < track.in_doubt_until && !track.stranger)) {
        // Whoever was followed without a break is no stranger, however little one sees of them now.
        track.id = gallery_.new_number();
        track.stranger = true;
        track.covers.reset();
    }
}

std::vector<Vertices> Recognition::places_of_absent(const std::vector<Track>& here, Seconds now) const {
    std::vector<int> numbers;
    for (const Track& one : here)
        if (one.id) numbers.push_back(*one.id);
    return gallery_.places_of_absent(numbers, now);
}

void Recognition::start_anew() {
    gallery_ = Gallery();
    compared_.reset();
}

}  // namespace ganemotion::face
