#include <algorithm>
#include <array>
#include <cmath>

#include "sync/rules.h"

namespace ganemotion::sync {

namespace {

using Looks = std::vector<ShownExpression>;

/// What a look shows: a face that is not sure of anything is at rest.
Emotion shown_in(const ShownExpression& look, const SyncOptions& options) {
    const Emotion emotion = look.probabilities.most_probable();
    return look.probabilities[emotion] >= options.shown_certainty ? emotion : Emotion::kNeutral;
}

/// The looks inside the line, or else the nearest one within reach.
Looks looks_at(const Line& line, const Looks& shown, const SyncOptions& options) {
    const auto first =
        std::lower_bound(shown.begin(), shown.end(), line.start,
                         [](const ShownExpression& look, Seconds time) { return look.time < time; });
    const auto last =
        std::lower_bound(first, shown.end(), line.end,
                         [](const ShownExpression& look, Seconds time) { return look.time < time; });
    if (first != last) return {first, last};
    Looks nearest;
    Seconds distance = options.look_reach;
    if (first != shown.begin() && line.start - std::prev(first)->time <= distance) {
        distance = line.start - std::prev(first)->time;
        nearest = {*std::prev(first)};
    }
    if (last != shown.end() && last->time - line.end < distance) nearest = {*last};
    return nearest;
}

/// For each look: does the face show the emotion, with single odd looks overruled by those around them?
std::vector<bool> steady(const std::vector<bool>& shows, std::size_t looks_to_toggle) {
    const std::size_t patience = std::max<std::size_t>(looks_to_toggle, 1);
    // The first looks together say how it begins; where they are divided, the edit is on.
    const std::size_t opening = std::min(shows.size(), 2 * patience - 1);
    const auto in_favour =
        std::count(shows.begin(), shows.begin() + static_cast<std::ptrdiff_t>(opening), true);
    bool state = 2 * static_cast<std::size_t>(in_favour) > opening;
    std::vector<bool> result(shows.size(), state);
    std::size_t against = 0;
    for (std::size_t i = 0; i < shows.size(); ++i) {
        against = shows[i] == state ? 0 : against + 1;
        if (against == patience) {
            state = !state;
            against = 0;
            std::fill(result.begin() + static_cast<std::ptrdiff_t>(i + 1 - patience), result.end(), state);
        }
    }
    return result;
}

Emotion most_frequent(const Looks& looks, std::size_t from, std::size_t to, const SyncOptions& options) {
    std::array<int, kEmotionCount> votes{};
    for (std::size_t i = from; i < to; ++i) ++votes[static_cast<std::size_t>(shown_in(looks[i], options))];
    return kEmotions[static_cast<std::size_t>(std::max_element(votes.begin(), votes.end()) - votes.begin())];
}

Segment segment_of(const Line& line, const SyncOptions& options) {
    Segment segment;
    segment.start = line.start;
    segment.end = line.end;
    segment.emotion = line.emotion;
    segment.text = line.text;
    segment.intensity = intensity_of(line.certainty, options);
    segment.probabilities = line.probabilities;
    segment.why = line.why;
    return segment;
}

Seconds halfway(Seconds a, Seconds b) {
    return Seconds{std::round((a + b).count() * 500) / 1000};
}

/// The line in as many segments as the face begins or ceases to show its emotion; mostly one.
void append_segments(std::vector<Segment>& segments, const Line& line, const Looks& looks,
                     const SyncOptions& options) {
    Segment segment = segment_of(line, options);
    if (looks.empty()) {
        segment.leave = line.leave;
        segment.why += "; no face was seen";
        segments.push_back(std::move(segment));
        return;
    }
    std::vector<bool> shows;
    for (const ShownExpression& look : looks)
        shows.push_back(line.leave || shown_in(look, options) == line.emotion);
    const std::vector<bool> leaves = steady(shows, options.looks_to_toggle);
    for (std::size_t from = 0; from < looks.size();) {
        const auto change =
            std::find(leaves.begin() + static_cast<std::ptrdiff_t>(from), leaves.end(), !leaves[from]);
        const auto to = static_cast<std::size_t>(change - leaves.begin());
        segment.end = to == looks.size() ? line.end : halfway(looks[to - 1].time, looks[to].time);
        segment.shown = most_frequent(looks, from, to, options);
        segment.leave = leaves[from];
        segment.why = line.why + "; the face shows " + std::string(name_of(*segment.shown)) +
                      (segment.leave && !line.leave ? " already: it is left alone" : "");
        segments.push_back(segment);
        segment.start = segment.end;
        segment.text.clear();  // the sentence is told once, where it begins
        from = to;
    }
}

}  // namespace

std::vector<Line> leave_voice_over(std::vector<Line> lines, const SyncOptions& options) {
    for (Line& line : lines) {
        const FaceMotion& motion = line.motion;
        const bool is_alive = motion.head >= options.moving_head;
        if (motion.looks < options.looks_for_voice || motion.mouth >= options.still_mouth || !is_alive)
            continue;
        line.why += ", but no mouth moves to them: a voice over the picture, the face is left alone";
        line.leave = true;
    }
    return lines;
}

std::vector<Segment> leave_what_is_shown(const std::vector<Line>& lines, const Looks& shown,
                                         const SyncOptions& options) {
    std::vector<Segment> segments;
    for (const Line& line : lines) append_segments(segments, line, looks_at(line, shown, options), options);
    return segments;
}

std::vector<Segment> fill_gaps(const std::vector<Segment>& segments, const SyncOptions& options) {
    std::vector<Segment> filled;
    for (const Segment& segment : segments) {
        if (!filled.empty() && filled.back().end < segment.start) {
            const Segment& before = filled.back();
            Segment gap;
            gap.start = before.end;
            gap.end = segment.start;
            gap.source = "gap";
            const bool both_edited = before.emotion && segment.emotion && !before.leave && !segment.leave;
            if (both_edited && before.emotion == segment.emotion && gap.end - gap.start <= options.hold) {
                gap.emotion = segment.emotion;
                gap.intensity = std::min(before.intensity, segment.intensity);
                gap.why = "the emotion repeats: it holds over the gap";
            } else {
                gap.why = before.emotion == segment.emotion ? "the face keeps its own expression"
                                                            : "the emotion changes here";
            }
            filled.push_back(std::move(gap));
        }
        filled.push_back(segment);
    }
    return filled;
}

}  // namespace ganemotion::sync
