#pragma once

#include <optional>
#include <vector>

#include "face/gallery.h"
#include "face/identity.h"
#include "face/track.h"

namespace ganemotion::face {

struct RecognitionOptions {
    /// Two faces that touch more than this (intersection over union) cover each other: what is seen then
    /// belongs to both.
    float touching = 0.05F;
    /// How often faces that are followed are compared with what the persons look like, and how often and how
    /// long those are of which it is in doubt who they are.
    Seconds apart{0.5}, apart_in_doubt{0.1}, doubt{1.0};
};

/// Gives the faces of a video the numbers of the persons whom they look like. A face that is followed keeps
/// its number. Where a cut, a jump or another face before it makes it doubtful who it is, its looks decide,
/// over a second: who is like nobody known gets a new number, and an old one again if more looks say so.
class Recognition {
  public:
    explicit Recognition(const RecognitionOptions& options = {}) : options_(options) {}

    /// What was seen of this face so far says nothing about who it is from now on.
    void doubt(Track& track, Seconds now);

    /// This face is followed no more.
    void lose(Track& track, Seconds now) { admit(track, now); }

    /// Everyone of these has a number then, no two the same.
    void name(std::vector<Track>& tracks, const media::Picture& picture, Seconds now);

    /// Where those were who went a moment ago.
    [[nodiscard]] std::vector<Vertices> places_of_absent(const std::vector<Track>& here, Seconds now) const;

    void start_anew();

  private:
    RecognitionOptions options_;
    IdentityReader reader_ = IdentityReader();
    Gallery gallery_ = Gallery();
    std::optional<Seconds> compared_ = {};

    void compare(std::vector<Track>& tracks, const media::Picture& picture, Seconds now);
    Gallery::Sight sight_of(Track& track, bool touched, const media::Picture& picture, Seconds now);
    void decide(Track& track, std::optional<int> owner, const Identity& identity, Seconds now);
    void admit(Track& track, Seconds now);
};

}  // namespace ganemotion::face
