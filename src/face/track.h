#pragma once

#include <optional>

#include "face/covering.h"
#include "face/face.h"
#include "face/identity.h"
#include "face/smoothing.h"
#include "ganemotion/seconds.h"

namespace ganemotion::face {

/// A face that is followed from frame to frame.
struct Track {
    Vertices mesh;  ///< smoothed
    float presence = 0;
    MeshSmoother smoother = MeshSmoother();
    CoverWatch covers = CoverWatch();
    std::optional<VertexShares> free_of_hands = {};  ///< hand.h's, eased over time

    // Who it is: recognition.h's.
    std::optional<int> id = {};               ///< nothing until it was compared
    Seconds in_doubt_until = Seconds::min();  ///< until then its looks decide who it is
    Identity looks = Identity::Zero();        ///< the sum of descriptors since the doubt arose
    bool stranger = false;                    ///< the number is new: nobody known looks like this so far
};

}  // namespace ganemotion::face
