#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ganemotion {

/// Ekman's six basic emotions and neutral: the seven labels of the words, of the face and of the timeline.
enum class Emotion { kNeutral, kHappy, kSad, kSurprise, kAngry, kFear, kDisgust };

inline constexpr std::size_t kEmotionCount = 7;
inline constexpr std::array<Emotion, kEmotionCount> kEmotions = {
    Emotion::kNeutral, Emotion::kHappy, Emotion::kSad,    Emotion::kSurprise,
    Emotion::kAngry,   Emotion::kFear,  Emotion::kDisgust};

/// "neutral", "happy", "sad", "surprise", "angry", "fear", "disgust".
std::string_view name_of(Emotion emotion);

/// The emotion of that name, or nothing.
std::optional<Emotion> emotion_named(std::string_view name);

/// A distribution over the seven emotions: each 0..1, together 1.
class EmotionProbabilities {
  public:
    float& operator[](Emotion emotion) { return values_[static_cast<std::size_t>(emotion)]; }
    float operator[](Emotion emotion) const { return values_[static_cast<std::size_t>(emotion)]; }

    /// The most probable emotion; the first of kEmotions where several are equal.
    [[nodiscard]] Emotion most_probable() const;

    friend bool operator==(const EmotionProbabilities&, const EmotionProbabilities&) = default;

  private:
    std::array<float, kEmotionCount> values_{};
};

}  // namespace ganemotion
