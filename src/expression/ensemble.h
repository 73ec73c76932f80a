#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "ganemotion/emotion.h"

namespace ganemotion::expression {

/// What the ensemble and each of its members say.
struct EnsembleAnswer {
    EmotionProbabilities stacked;
    std::vector<std::pair<std::string_view, EmotionProbabilities>> members;
};

struct EnsembleOptions {
    std::filesystem::path folder;  ///< of the weights; empty: models/expression
    int threads = 1;
};

/// Those backbones that models/expression has weights of, under a logistic regression over their log
/// probabilities ("stack", fitted on FER2013's PublicTest, which no member was trained on; without it the
/// plain mean). One thread at a time.
class Ensemble {
  public:
    /// Throws Error(kMissingModel).
    explicit Ensemble(const EnsembleOptions& options = {});
    ~Ensemble();
    Ensemble(Ensemble&&) noexcept;

    /// `face`: 48x48 gray in FER2013's framing (aligned_face.h). Seen with its mirror image.
    EnsembleAnswer classify(const cv::Mat& face);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The mean of some distributions.
EmotionProbabilities mean_of(const std::vector<std::pair<std::string_view, EmotionProbabilities>>& members);

/// The inputs of the stack: the members' log probabilities one after another, and 1.
std::vector<float> stack_input(const std::vector<std::pair<std::string_view, EmotionProbabilities>>& members);

}  // namespace ganemotion::expression
