#include "sync/strength.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace ganemotion::sync {

namespace {

/// A stretch in which the weight is constant: 1 where it is edited, else 0.
struct Plateau {
    Seconds start{};
    Seconds end{};
    bool edited = false;
    bool untouchable = false;  ///< no way in or out may reach into it
    Emotion emotion = Emotion::kNeutral;
    double intensity = 0;

    [[nodiscard]] Seconds middle() const { return (start + end) / 2; }
};

/// How the weight goes from one plateau to the next: the first has its weight until `from`, the second from
/// `to`. Where the face keeps its own expression between, `rest_from` and `rest_to` are when it does.
struct Change {
    Seconds from{}, rest_from{}, rest_to{}, to{};
};

Change change_between(const Plateau& a, const Plateau& b, const EaseOptions& options) {
    const Seconds room = b.start - a.end;
    if (room < options.boundary) {
        Seconds from = (a.end + b.start - options.boundary) / 2;
        if (a.untouchable) from = a.end;
        if (b.untouchable) from = b.start - options.boundary;
        const Seconds to = std::min(from + options.boundary, b.untouchable ? b.start : b.middle());
        from = std::max(from, a.untouchable ? a.end : a.middle());
        return {from, to, from, to};
    }
    if (a.edited && b.edited && room <= options.passing_gap) return {a.end, b.start, a.end, b.start};
    const Seconds ease = std::min(options.ease, a.edited && b.edited ? room / 2 : room);
    return {a.end, a.end + ease, b.start - ease, b.start};
}

/// Gaps without an emotion are room for changes; everything else is a plateau.
std::vector<Plateau> plateaus_of(const Timeline& timeline) {
    std::vector<Plateau> plateaus;
    for (const Segment& segment : timeline.segments) {
        if (segment.source == "gap" && !segment.emotion && !segment.leave) continue;
        const bool edited = segment.emotion && !segment.leave && segment.intensity > 0;
        plateaus.push_back({segment.start, segment.end, edited, segment.leave,
                            segment.emotion.value_or(Emotion::kNeutral), segment.intensity});
    }
    return plateaus;
}

/// Raised cosine from 0 to 1.
double smooth_step(double way) {
    return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(way, 0.0, 1.0));
}

}  // namespace

Strength::Strength(const Timeline& timeline, const EaseOptions& options) {
    const std::vector<Plateau> plateaus = plateaus_of(timeline);
    constexpr Seconds kAlways{std::numeric_limits<double>::infinity()};
    const Plateau before_video{.start = -kAlways, .end = Seconds{0}, .untouchable = true};
    for (std::size_t i = 0; i < plateaus.size(); ++i) {
        const Plateau& plateau = plateaus[i];
        if (!plateau.edited) continue;
        Edit edit{plateau.emotion, plateau.intensity, -kAlways,
                  -kAlways,        plateau.end,       plateau.end + options.ease};
        // What begins with the video is there from its first frame on.
        if (i > 0 || plateau.start > Seconds{0}) {
            const Change in = change_between(i > 0 ? plateaus[i - 1] : before_video, plateau, options);
            edit.leaves_zero = in.rest_to;
            edit.full_from = in.to;
        }
        if (i + 1 < plateaus.size()) {
            const Change out = change_between(plateau, plateaus[i + 1], options);
            edit.full_to = out.from;
            edit.back_at_zero = out.rest_from;
        }
        edits_.push_back(edit);
    }
}

bool Strength::is_nothing(Seconds from, Seconds to) const {
    return std::none_of(edits_.begin(), edits_.end(),
                        [&](const Edit& edit) { return edit.leaves_zero < to && from < edit.back_at_zero; });
}

Blend Strength::at(Seconds time) const {
    const auto weight = [&](const Edit& edit) {
        if (time <= edit.leaves_zero || time >= edit.back_at_zero) return 0.0;
        if (time < edit.full_from)
            return smooth_step((time - edit.leaves_zero) / (edit.full_from - edit.leaves_zero));
        if (time > edit.full_to)
            return smooth_step((edit.back_at_zero - time) / (edit.back_at_zero - edit.full_to));
        return 1.0;
    };
    Blend blend;
    auto edit = std::upper_bound(edits_.begin(), edits_.end(), time,
                                 [](Seconds t, const Edit& each) { return t < each.back_at_zero; });
    for (int neighbours = 0; edit != edits_.end() && neighbours < 2; ++edit, ++neighbours) {
        const double share = weight(*edit);
        if (share == 0) continue;
        if (blend.empty() || blend.front().emotion != edit->emotion) {
            blend.push_back({edit->emotion, edit->intensity, share});
        } else {
            Share& same = blend.front();
            const double together = same.weight + share;
            same.intensity = (same.weight * same.intensity + share * edit->intensity) / together;
            same.weight = together;
        }
    }
    return blend;
}

Blend strength_at(const Timeline& timeline, Seconds time, const EaseOptions& options) {
    return Strength(timeline, options).at(time);
}

}  // namespace ganemotion::sync
