#pragma once

#include <vector>

#include "face/hand.h"
#include "face/region.h"
#include "media/picture.h"
#include "nn/network.h"

namespace ganemotion::face {

/// MediaPipe's two hand networks (Zhang et al. 2020), the light ones. One thread at a time.
class HandNetworks {
  public:
    /// Throws Error(kMissingModel).
    explicit HandNetworks(int threads);

    /// Where the palm detector sees hands in a region of the picture, best first, upright by wrist and middle
    /// finger: the joint network looks there.
    std::vector<Region> detect(const media::Picture& picture, const Region& region, float min_score);

    /// The hand in the region, whether one is there or not.
    Hand hand(const media::Picture& picture, const Region& region);

  private:
    nn::Network palms_;
    nn::Network joints_;
};

/// Where the joint network looks for a hand that is known from the frame before.
Region region_of(const Hand& hand);

}  // namespace ganemotion::face
