#include "pipeline/lookout.h"

#include <algorithm>

namespace ganemotion::pipeline {

namespace {

// The published rule: one frame a second is classified.
constexpr Seconds kExpressionApart{1.0};
// The resting face is found among the looks: a short video gets so many of them, a tenth of a second apart at
// least.
constexpr double kLooksForRest = 20;
constexpr Seconds kNearestLooks{0.1};
// Time stamps and sums of steps are not exact to the last bit.
constexpr Seconds kOnTime{0.001};
// After a look, lips and heads are watched for so many more frames: a sixth of a second, about a syllable.
constexpr int kFramesOfMouth = 4;

Seconds time_between_looks(Seconds duration) {
    if (duration <= Seconds{0}) return kExpressionApart;
    return std::clamp(duration / kLooksForRest, kNearestLooks, kExpressionApart);
}

bool is_due(Seconds planned, Seconds now) {
    return planned <= now + kOnTime;
}

/// From the first frame on, in even steps that do not drift with the frame rate.
void step(Seconds& next, Seconds now, Seconds apart) {
    if (next == Seconds::min()) next = now;
    while (is_due(next, now)) next += apart;
}

}  // namespace

Lookout::Lookout(const std::filesystem::path& video, int decoding_threads)
    : reader_(video, decoding_threads), apart_(time_between_looks(reader_.info().duration)) {}

std::optional<Glance> Lookout::next() {
    if (!tracker_) tracker_.emplace(face::FinderOptions(), reader_.info().rotation);
    while (const auto frame = reader_.next()) {
        if (is_due(next_look_, frame->time)) return look_closely(*frame);
        if (watch_ > 0 || several_) {
            watch_ = std::max(0, watch_ - 1);
            return Glance{frame->time, tracker_->track(frame->picture, frame->time)};
        }
        reader_.skip_to(next_look_ - kOnTime);
    }
    return std::nullopt;
}

Glance Lookout::look_closely(const media::VideoFrame& frame) {
    Glance glance{frame.time, tracker_->track(frame.picture, frame.time), frame.picture,
                  is_due(next_expression_, frame.time)};
    watch_ = kFramesOfMouth;
    several_ = glance.faces.size() > 1;
    step(next_look_, frame.time, apart_);
    if (glance.expression) step(next_expression_, frame.time, kExpressionApart);
    return glance;
}

}  // namespace ganemotion::pipeline
