#include "sync/synchronize.h"

#include "sync/rules.h"

namespace ganemotion::sync {

Timeline synchronize(const std::vector<SpokenEmotion>& spoken, const std::vector<ShownExpression>& shown,
                     Seconds duration, const SyncOptions& options) {
    std::vector<Line> lines = lines_of(spoken, duration);
    lines = join_very_short(std::move(lines), options);
    lines = leave_unsure(std::move(lines), options);
    lines = leave_voice_over(std::move(lines), options);
    lines = limit_changes(std::move(lines), options);
    std::vector<Segment> segments = leave_what_is_shown(lines, shown, options);
    segments = fill_gaps(segments, options);
    return {{}, std::move(segments)};
}

Timeline with_intensity(Timeline timeline, double factor) {
    for (Segment& segment : timeline.segments) segment.intensity *= factor;
    return timeline;
}

Timeline hold_throughout(Emotion emotion, double intensity, Seconds duration) {
    Segment segment;
    segment.end = duration;
    segment.emotion = emotion;
    segment.intensity = intensity;
    segment.source = "option";
    segment.why = "asked for by option";
    return {{}, {std::move(segment)}};
}

}  // namespace ganemotion::sync
