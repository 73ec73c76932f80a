#pragma once

#include <algorithm>
#include <array>
#include <string_view>

/// The keys of the timeline file (docs/timeline.md), for its reader and its writer.
namespace ganemotion::keys {

inline constexpr int kCurrentVersion = 1;

inline constexpr const char* kVersion = "version";
inline constexpr const char* kSource = "source";
inline constexpr const char* kSegments = "segments";

inline constexpr const char* kStart = "start";
inline constexpr const char* kEnd = "end";
inline constexpr const char* kEmotion = "emotion";
inline constexpr const char* kIntensity = "intensity";
inline constexpr const char* kLeave = "leave";
inline constexpr const char* kText = "text";
inline constexpr const char* kProbabilities = "probabilities";
inline constexpr const char* kShown = "shown";
inline constexpr const char* kWhy = "why";

inline bool is_of_timeline(std::string_view key) {
    return key == kVersion || key == kSource || key == kSegments;
}

inline bool is_of_segment(std::string_view key) {
    constexpr std::array<std::string_view, 10> kKnown = {kStart, kEnd,  kEmotion,       kIntensity, kSource,
                                                         kLeave, kText, kProbabilities, kShown,     kWhy};
    return std::find(kKnown.begin(), kKnown.end(), key) != kKnown.end();
}

}  // namespace ganemotion::keys
