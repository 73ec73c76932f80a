#pragma once

#include <string>
#include <vector>

#include "ganemotion/sync_options.h"
#include "ganemotion/timeline.h"
#include "sync/synchronize.h"

/// The rules of synchronize(), one function each; every one takes what the one before gave.
namespace ganemotion::sync {

/// A sentence on its way to the timeline.
struct Line {
    Seconds start{};
    Seconds end{};
    std::string text{};
    EmotionProbabilities probabilities{};  ///< of its own words
    Emotion emotion = Emotion::kNeutral;   ///< to be shown, as decided so far
    double certainty = 0;                  ///< 0..1 of that emotion
    FaceMotion motion{};                   ///< while it was spoken
    bool leave = false;                    ///< the face is left alone, whatever it shows
    std::string why{};
};

/// The most probable emotion of the words holds for the complete sentence. Times are brought inside the video
/// and to thousandths, what overlaps its predecessor begins where that one ends.
std::vector<Line> lines_of(const std::vector<SpokenEmotion>& spoken, Seconds duration);

/// A very short sentence that is not sure takes the emotion of the nearest one that speaks for itself.
std::vector<Line> join_very_short(std::vector<Line> lines, const SyncOptions& options);

/// A sentence that is not sure leaves the face alone.
std::vector<Line> leave_unsure(std::vector<Line> lines, const SyncOptions& options);

/// A sentence to which no mouth moves, though the head does, is a voice over the picture.
std::vector<Line> leave_voice_over(std::vector<Line> lines, const SyncOptions& options);

/// A change beyond the limit waits: the emotion before holds on.
std::vector<Line> limit_changes(std::vector<Line> lines, const SyncOptions& options);

/// Intensity of the expression for a certainty, both 0..1: linear between the options' two corners.
double intensity_of(double certainty, const SyncOptions& options);

/// A stretch in which the face shows the emotion already is left alone; the others are to migrate.
std::vector<Segment> leave_what_is_shown(const std::vector<Line>& lines,
                                         const std::vector<ShownExpression>& shown,
                                         const SyncOptions& options);

/// Puts a segment into every gap: it holds an emotion that repeats, or is the room of a change.
std::vector<Segment> fill_gaps(const std::vector<Segment>& segments, const SyncOptions& options);

}  // namespace ganemotion::sync
