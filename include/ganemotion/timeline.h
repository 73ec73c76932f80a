#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ganemotion/emotion.h"
#include "ganemotion/seconds.h"

namespace ganemotion {

/// A stretch of the video and what the face shall show in it. One segment is a line of the timeline file
/// (docs/timeline.md).
struct Segment {
    Seconds start{};
    Seconds end{};                   ///< after start
    std::optional<Emotion> emotion;  ///< nothing: the face keeps its own expression
    double intensity = 0;            ///< 0..1 of the standard expression
    std::string source = "speech";   ///< "speech", "subtitles", "option", "gap", or "user": never overridden
    bool leave = false;              ///< true: not a pixel of this range is touched
    std::string text;                ///< the sentence, if one is spoken
    std::optional<EmotionProbabilities> probabilities;  ///< of the words
    std::optional<Emotion> shown;  ///< what the unedited face shows here, where it was looked at
    std::string why;               ///< the rule that decided, for a person to read
    std::size_t line = 0;          ///< of the file that it was read from, for complaints; 0: from no file
    nlohmann::ordered_json unknown =
        nlohmann::ordered_json::object();  ///< keys this version does not know, kept
};

/// What is to be shown when: segments in order of time, none overlapping; between them the face keeps its own
/// expression.
struct Timeline {
    std::string source;  ///< file name of the video, without its folder
    std::vector<Segment> segments;
    nlohmann::ordered_json unknown = nlohmann::ordered_json::object();
};

/// Reads and checks a timeline file. Throws Error(kUnreadableInput) that names the file, the segment and what
/// is wrong with it: not JSON (with its line), an unknown emotion, an intensity outside 0..1, end before
/// start, an overlap.
Timeline read_timeline(const std::filesystem::path& file);

/// Writes it whole or not at all. Throws Error(kUnwritableOutput).
void write_timeline(const Timeline& timeline, const std::filesystem::path& file);

/// The same as text, for tests and for pipes.
Timeline parse_timeline(const std::string& json, const std::string& name_for_errors);
std::string to_json(const Timeline& timeline);

}  // namespace ganemotion
