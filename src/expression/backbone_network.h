#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "expression/backbone.h"
#include "nn/network.h"

namespace ganemotion::expression {

/// What a backbone makes of a face: means over the picture and its mirror image.
struct BackboneAnswer {
    std::vector<float> features;  ///< of its last pooling layer
    EmotionProbabilities probabilities;
};

/// A trained backbone, ready to run. One thread at a time.
class BackboneNetwork {
  public:
    /// Throws Error(kMissingModel).
    BackboneNetwork(BackboneKind kind, const std::filesystem::path& weights, int threads);

    /// `face`: 48x48 gray in FER2013's framing (aligned_face.h).
    BackboneAnswer look(const cv::Mat& face);
    [[nodiscard]] std::size_t features() const { return features_; }

  private:
    nn::Network network_;
    std::size_t features_;
};

}  // namespace ganemotion::expression
