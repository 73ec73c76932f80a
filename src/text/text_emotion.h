#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ganemotion/emotion.h"

namespace ganemotion::text {

/// Which head of the classifier answers, in the order of the network's outputs. Tweets' labels have meanings
/// of their own (worry = fear), and those of a forum's posts too (approval = happy, curiosity = surprise).
enum class Labels { kSpeech, kTweets7, kTweets13, kPosts };

/// The classes of a head in the order of its probabilities.
const std::vector<std::string>& class_names(Labels labels);

struct ClassifierOptions {
    std::filesystem::path model;  ///< weights; empty: models/text/text.safetensors of the project
    int threads = 1;
};

/// The emotion of a sentence: WordPiece tokens, MiniLM-L6 (BERT architecture), a head of linear classes,
/// calibrated. Any UTF-8 has an answer (invalid bytes count as U+FFFD); text beyond 128 tokens is cut. Not
/// thread-safe.
class EmotionClassifier {
  public:
    /// Throws Error(kMissingModel).
    explicit EmotionClassifier(const ClassifierOptions& options = {});
    ~EmotionClassifier();
    EmotionClassifier(EmotionClassifier&&) noexcept;

    /// Probabilities of the speech head. `before`: the sentences of the dialogue that came before, oldest
    /// first; only the last ones count.
    EmotionProbabilities classify(std::string_view sentence, const std::vector<std::string>& before = {});

    /// Probabilities of any head in the order of class_names().
    std::vector<float> classify_as(Labels labels, std::string_view sentence,
                                   const std::vector<std::string>& before = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::text
