#pragma once

#include <map>

#include "face/face.h"
#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::face {

/// How dark a line crosses the root of the nose, where the bridge of glasses lies and skin has only faint
/// folds: the logarithm of the light beside it over the light in it, 0 where there is none.
float bridge_line(const media::Picture& picture, const Vertices& mesh);

/// How sure it is, 0..1, that somebody with such a line wears glasses.
float glasses_share(float line);

/// Watches faces for glasses, which are there for the whole of a video or not at all. One thread at a time.
class GlassesWatch {
  public:
    /// How sure it is, 0..1; `id` and `time` are the face's of a video.
    float see(const media::Picture& picture, const Vertices& mesh, int id, Seconds time);

  private:
    struct Memory {
        float line = 0;
        Seconds first{}, last{};
    };
    std::map<int, Memory> memories_;  ///< by the tracker's id
};

/// What glasses leave of each vertex's motion, 1 away from them: frames are rigid and stand on the nose, so
/// what lies behind them stays; lids in their rings keep a third, brows about a half, each as one.
/// `mean_face` tells where that is.
VertexShares free_of_glasses(const Vertices& mean_face);

}  // namespace ganemotion::face
