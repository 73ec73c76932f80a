#include "ganemotion/emotion.h"

#include <algorithm>

namespace ganemotion {

namespace {
constexpr std::array<std::string_view, kEmotionCount> kNames = {"neutral", "happy", "sad",    "surprise",
                                                                "angry",   "fear",  "disgust"};
}

std::string_view name_of(Emotion emotion) {
    return kNames[static_cast<std::size_t>(emotion)];
}

std::optional<Emotion> emotion_named(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return kEmotions[static_cast<std::size_t>(found - kNames.begin())];
}

Emotion EmotionProbabilities::most_probable() const {
    return kEmotions[static_cast<std::size_t>(std::max_element(values_.begin(), values_.end()) -
                                              values_.begin())];
}

}  // namespace ganemotion
