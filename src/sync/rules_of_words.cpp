#include <algorithm>
#include <cmath>
#include <deque>
#include <sstream>

#include <fmt/format.h>

#include "sync/rules.h"

namespace ganemotion::sync {

namespace {

constexpr Seconds kMinute{60};

Seconds to_thousandths(Seconds time) {
    return Seconds{std::round(time.count() * 1000) / 1000};
}

std::string with_certainty(Emotion emotion, double certainty) {
    return fmt::format("{} {:.2f}", name_of(emotion), certainty);
}

std::size_t word_count(const std::string& text) {
    std::istringstream words(text);
    return static_cast<std::size_t>(
        std::distance(std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()));
}

bool speaks_for_itself(const Line& line, const SyncOptions& options) {
    return line.certainty >= options.short_certainty || word_count(line.text) >= options.short_words ||
           line.end - line.start >= options.short_length;
}

}  // namespace

std::vector<Line> lines_of(const std::vector<SpokenEmotion>& spoken, Seconds duration) {
    std::vector<Line> lines;
    for (const auto& [sentence, probabilities, motion] : spoken) {
        Line line{.start = to_thousandths(sentence.start),
                  .end = to_thousandths(sentence.end),
                  .text = sentence.text};
        line.start = std::max(line.start, lines.empty() ? Seconds{0} : lines.back().end);
        if (duration > Seconds{0}) line.end = std::min(line.end, to_thousandths(duration));
        if (line.end <= line.start) continue;
        line.probabilities = probabilities;
        line.emotion = probabilities.most_probable();
        line.certainty = probabilities[line.emotion];
        line.motion = motion;
        line.why = "the words are " + with_certainty(line.emotion, line.certainty);
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<Line> join_very_short(std::vector<Line> lines, const SyncOptions& options) {
    const std::vector<Line> before = lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (speaks_for_itself(before[i], options)) continue;
        const Line* nearest = nullptr;
        Seconds distance = options.short_reach;
        for (std::size_t j = i; j-- > 0 && before[i].start - before[j].end <= distance;)
            if (speaks_for_itself(before[j], options)) {
                nearest = &before[j];
                distance = before[i].start - before[j].end;
                break;
            }
        for (std::size_t j = i + 1; j < before.size() && before[j].start - before[i].end <= distance; ++j)
            if (speaks_for_itself(before[j], options)) {
                // Where both are equally near, it closes the thought before it.
                if (nearest == nullptr || before[j].start - before[i].end < distance) nearest = &before[j];
                break;
            }
        if (nearest == nullptr) continue;
        lines[i].emotion = nearest->emotion;
        lines[i].certainty = nearest->certainty;
        lines[i].why = "very short and not sure (" + before[i].why + "): joins its neighbour, " +
                       with_certainty(nearest->emotion, nearest->certainty);
    }
    return lines;
}

std::vector<Line> leave_unsure(std::vector<Line> lines, const SyncOptions& options) {
    for (Line& line : lines) {
        if (line.certainty >= options.min_certainty) continue;
        line.why += ", not sure enough: the face is left alone";
        line.leave = true;
    }
    return lines;
}

std::vector<Line> limit_changes(std::vector<Line> lines, const SyncOptions& options) {
    std::deque<Seconds> changes;
    const Line* shown = nullptr;
    for (Line& line : lines) {
        if (line.leave) continue;
        if (shown != nullptr && line.emotion != shown->emotion) {
            while (!changes.empty() && changes.front() <= line.start - kMinute) changes.pop_front();
            if (changes.size() < options.max_changes_per_minute) {
                changes.push_back(line.start);
            } else {
                line.why += ", but the emotion changed often enough in this minute: the one before holds on";
                line.emotion = shown->emotion;
                line.certainty = shown->certainty;
            }
        }
        shown = &line;
    }
    return lines;
}

double intensity_of(double certainty, const SyncOptions& options) {
    const double range = options.full_certainty - options.min_certainty;
    const double way = range > 0 ? std::clamp((certainty - options.min_certainty) / range, 0.0, 1.0) : 1.0;
    const double intensity = options.min_intensity + way * (options.max_intensity - options.min_intensity);
    return std::round(intensity * 1000) / 1000;
}

}  // namespace ganemotion::sync
