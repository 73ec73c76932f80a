#pragma once

#include <opencv2/core.hpp>

#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::face {

struct CutOptions {
    /// How unlike the picture before a picture is (1 - correlation of coarse luma) from which on it may be
    /// another scene ...
    float unlike = 0.15F;
    /// ... if that is so many times what has been usual: a camera in the hand makes every frame unlike.
    float times_usual = 4;
    /// Of pictures farther apart nothing is usual.
    Seconds far_apart{0.25};
};

/// Watches a video for cuts. What it takes for one costs its user a closer look, so it rather sees one too
/// many; fades and flashes, which change the light alone, are none.
class CutWatch {
  public:
    explicit CutWatch(const CutOptions& options = {}) : options_(options) {}

    /// True if this picture may not continue the one before. The first one does not.
    bool see(const media::Picture& picture, Seconds time);

    void reset() { before_.release(); }

  private:
    CutOptions options_;
    cv::Mat before_;  ///< coarse luma, mean 0, length 1
    float usual_ = 0;
    Seconds time_{};
};

}  // namespace ganemotion::face
