#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "ganemotion/emotion.h"

namespace ganemotion::expression {

/// Names and answers. A member is a backbone with its own softmax ("vgg16") or the head over its features
/// ("vgg16+xgboost", "resnet20+svm").
using Members = std::vector<std::pair<std::string, EmotionProbabilities>>;

/// What the ensemble and each of its members say.
struct EnsembleAnswer {
    EmotionProbabilities stacked;
    Members members;
};

struct EnsembleOptions {
    std::filesystem::path folder;  ///< of the weights; empty: models/expression
    int threads = 1;
    std::vector<std::string> members;  ///< to be asked, without a stack; empty: those that the stack names
};

/// True where the folder has a stack, which names the members that there are.
bool has_ensemble(const std::filesystem::path& folder = {});

/// All members whose weights are in the folder, those with a softmax first.
std::vector<std::string> members_in(const std::filesystem::path& folder);

/// The members that stack.safetensors names, under a logistic regression over their log probabilities, fitted
/// on FER2013's PublicTest, which no member was trained on. One thread at a time.
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
EmotionProbabilities mean_of(const Members& members);

/// The inputs of the stack: the members' log probabilities one after another, and 1.
std::vector<float> stack_input(const Members& members);

}  // namespace ganemotion::expression
