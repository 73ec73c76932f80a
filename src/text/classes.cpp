#include "text/classes.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "text/text_emotion.h"

namespace ganemotion::text {
namespace {

/// The thirteen classes of the tweets, and what each counts as among the seven.
constexpr std::array<std::pair<const char*, Emotion>, 13> kTweetClasses = {
    {{"neutral", Emotion::kNeutral},
     {"empty", Emotion::kNeutral},
     {"happiness", Emotion::kHappy},
     {"relief", Emotion::kHappy},
     {"fun", Emotion::kHappy},
     {"love", Emotion::kHappy},
     {"sadness", Emotion::kSad},
     {"surprise", Emotion::kSurprise},
     {"enthusiasm", Emotion::kSurprise},
     {"worry", Emotion::kFear},
     {"anger", Emotion::kAngry},
     {"hate", Emotion::kAngry},
     {"boredom", Emotion::kDisgust}}};

}  // namespace

const std::vector<std::string>& class_names(Labels labels) {
    static const std::vector<std::string> kSeven = [] {
        std::vector<std::string> names;
        for (const Emotion emotion : kEmotions) names.emplace_back(name_of(emotion));
        return names;
    }();
    static const std::vector<std::string> kThirteen = [] {
        std::vector<std::string> names;
        for (const auto& [name, emotion] : kTweetClasses) names.emplace_back(name);
        return names;
    }();
    return labels == Labels::kTweets13 ? kThirteen : kSeven;
}

std::size_t merged_class(std::size_t thirteen) {
    return static_cast<std::size_t>(kTweetClasses.at(thirteen).second);
}

}  // namespace ganemotion::text
