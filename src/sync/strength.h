#pragma once

#include <vector>

#include "ganemotion/emotion.h"
#include "ganemotion/seconds.h"
#include "ganemotion/sync_options.h"
#include "ganemotion/timeline.h"

namespace ganemotion::sync {

/// One emotion's part in what is shown at a moment: its expression at `intensity` (0..1), and `weight` (above
/// 0, up to 1) of the way from the face's own expression to it.
struct Share {
    Emotion emotion = Emotion::kNeutral;
    double intensity = 0;
    double weight = 0;

    friend bool operator==(const Share&, const Share&) = default;
};

/// At most two emotions, one going and one coming, with weights of together 1 at most; empty: the face stays
/// untouched.
using Blend = std::vector<Share>;

/// How strongly a timeline asks for which emotion at every moment. Weights are continuous in time with a
/// continuous slope (raised cosine), 1 inside a segment, exactly 0 inside `leave` and away from all segments.
/// A change happens inside the gap of two segments, or around their boundary when there is none; next to
/// `leave`, and to the begin of the video, it happens on the other side. Thread-safe.
class Strength {
  public:
    explicit Strength(const Timeline& timeline, const EaseOptions& options = {});

    [[nodiscard]] Blend at(Seconds time) const;

    /// True if no moment has a weight.
    [[nodiscard]] bool is_nothing() const { return edits_.empty(); }
    /// True if none of these moments has.
    [[nodiscard]] bool is_nothing(Seconds from, Seconds to) const;

  private:
    /// A segment's weight over time: 0 until `leaves_zero`, 1 from `full_from` to `full_to`, 0 after
    /// `back_at_zero`.
    struct Edit {
        Emotion emotion;
        double intensity;
        Seconds leaves_zero, full_from, full_to, back_at_zero;
    };
    std::vector<Edit> edits_;  ///< in order of time; only neighbours overlap
};

/// The same for a single moment.
Blend strength_at(const Timeline& timeline, Seconds time, const EaseOptions& options = {});

}  // namespace ganemotion::sync
