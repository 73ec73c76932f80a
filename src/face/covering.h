#pragma once

#include <optional>
#include <vector>

#include <Eigen/Core>

#include "face/face.h"
#include "face/vertex_colours.h"
#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::face {

/// Colours are logarithms: of red and of blue against green, and of the light.
struct CoveringOptions {
    /// Up to here from the face's own median a place is of its skin, as are most shadows.
    float red = 0.20F, blue = 0.26F, light = 1.1F;
    /// How far a place may go from what it was in the frames before: a furrow, a turn into the shadow.
    float change_of_red = 0.10F, change_of_blue = 0.13F, change_of_light = 0.45F;
    /// A region is covered when so much of it is, wholly from the second share on.
    float some = 0.45F, most = 0.8F;
    /// A vertex fades when so much of what is around it is covered, wholly from the second share on.
    float few_around = 0.15F, many_around = 0.55F;
    /// How wide regions are, in distances of the eyes' outer corners (standard deviation).
    float region = 0.13F;
    /// Where more of the regions change at once, the light has changed: the face is learned anew.
    float too_much = 0.6F;
    /// A face with fewer covered regions is not faded at all: a lock of hair, a light.
    float least = 0.05F;
    /// What a place looks like follows the picture with this time constant, ten times as slowly where it is
    /// not of the skin: what stays is of the person at last.
    Seconds learning{3};
    Seconds fading{0.12};  ///< what is covered fades, and comes back, with this
};

/// Watches one face for what covers it and is not of its colour: a microphone, a cup, a sheet of paper, hair.
/// A bare hand is of the face's colour and is not told from it: that is hand_watch.h's. The eyes, with or
/// without glasses, are not looked at themselves: they follow what is around them.
class CoverWatch {
  public:
    explicit CoverWatch(const CoveringOptions& options = {}) : options_(options) {}

    /// How much of each vertex is not covered, 1 where nothing is. The first look learns what the face looks
    /// like and fades nothing: what is there from the beginning may be a beard, a shadow, paint. (Compared
    /// with its own skin alone, uncovered faces in coloured light fade.)
    VertexShares see(const media::Picture& picture, const Vertices& mesh, Seconds time);

    /// Forgets what the face looked like.
    void reset();

  private:
    CoveringOptions options_;
    std::optional<VertexColours> usual_;  ///< against the median of the face
    VertexShares shares_ = VertexShares::Ones();
    Seconds time_{};

    [[nodiscard]] bool is_like_skin(const VertexColours& colours, int vertex) const;
    [[nodiscard]] std::vector<bool> strange(const VertexColours& colours) const;
    void learn(const VertexColours& colours, Seconds apart);
};

}  // namespace ganemotion::face
