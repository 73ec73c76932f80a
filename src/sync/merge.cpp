#include "sync/merge.h"

#include <algorithm>

namespace ganemotion::sync {

namespace {

// What is left of a sentence beside a person's segment: shorter than this nothing can be shown in it.
constexpr Seconds kShortestPiece{0.1};

std::vector<Segment> written_by_a_person(const Timeline& timeline) {
    std::vector<Segment> kept;
    std::copy_if(timeline.segments.begin(), timeline.segments.end(), std::back_inserter(kept),
                 [](const Segment& segment) { return segment.source == "user"; });
    return kept;
}

/// What of a segment lies outside of all that is kept. Its text is told once, by the first piece; where a
/// person has segments of that sentence, by theirs.
std::vector<Segment> pieces_beside(const Segment& segment, const std::vector<Segment>& kept) {
    std::vector<Segment> pieces;
    Segment rest = segment;
    const auto add = [&](Seconds end) {
        if (end - rest.start < kShortestPiece) return;
        pieces.push_back(rest);
        pieces.back().end = end;
        rest.text.clear();
    };
    for (const Segment& other : kept) {
        if (other.end <= rest.start || other.start >= rest.end) continue;
        if (other.text == rest.text) rest.text.clear();
        add(other.start);
        rest.start = other.end;
    }
    if (rest.start == segment.start) return {segment};
    add(rest.end);
    return pieces;
}

}  // namespace

Timeline merge(const Timeline& old, const Timeline& fresh) {
    const std::vector<Segment> kept = written_by_a_person(old);
    Timeline merged = fresh;
    merged.segments = kept;
    for (const Segment& segment : fresh.segments) {
        const std::vector<Segment> pieces = pieces_beside(segment, kept);
        merged.segments.insert(merged.segments.end(), pieces.begin(), pieces.end());
    }
    std::sort(merged.segments.begin(), merged.segments.end(),
              [](const Segment& a, const Segment& b) { return a.start < b.start; });
    for (const auto& [key, value] : old.unknown.items())
        if (!merged.unknown.contains(key)) merged.unknown[key] = value;
    return merged;
}

}  // namespace ganemotion::sync
