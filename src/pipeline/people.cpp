#include "pipeline/people.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ganemotion::pipeline {

namespace {

// Looks come up to a second apart: a stretch that falls between two is judged by those next to it.
constexpr Seconds kLookApart{1.0};
// People do not move by more than their own face between two looks; beyond, it is someone else.
constexpr float kSameFace = 1.0F;

using Sightings = std::vector<Sighting>;

Sightings sightings_in(const Person& person, Seconds from, Seconds to) {
    Sightings inside;
    std::copy_if(person.sightings.begin(), person.sightings.end(), std::back_inserter(inside),
                 [&](const Sighting& sighting) { return sighting.time >= from && sighting.time < to; });
    return inside;
}

// Seen in fewer looks than this share of those of whoever is seen most, someone only passes by (or is a
// pattern of the background that looked like a face for a moment).
constexpr double kPassesBy = 0.5;

// A mouth that moves less than this share of the liveliest one's is at rest, however its tremble happens to
// go with the sound.
constexpr double kMovingMouth = 0.3;
constexpr double kSilent = -1;

/// What makes a person the one that a stretch is about: first that they stay, then that the mouth moves with
/// the sound, then the moving mouth, then size.
struct Prominence {
    bool stays = false;
    double lip_sync = kSilent;
    double mouth_motion = 0;
    double area = 0;
    auto operator<=>(const Prominence&) const = default;
};

std::optional<double> mean(const Sightings& sightings, std::optional<float> Sighting::*figure) {
    double sum = 0;
    int measured = 0;
    for (const Sighting& sighting : sightings) {
        if (!(sighting.*figure)) continue;
        sum += *(sighting.*figure);
        ++measured;
    }
    if (measured == 0) return std::nullopt;
    return sum / measured;
}

Prominence prominence(const Sightings& sightings, std::size_t most_sightings, FaceChoice choice) {
    Prominence result;
    result.stays = static_cast<double>(sightings.size()) >= kPassesBy * static_cast<double>(most_sightings);
    for (const Sighting& sighting : sightings)
        result.area += sighting.box.area() / static_cast<double>(sightings.size());
    if (choice != FaceChoice::kSpeaker) return result;
    result.mouth_motion = mean(sightings, &Sighting::mouth_motion).value_or(0);
    result.lip_sync = mean(sightings, &Sighting::lip_sync).value_or(kSilent);
    return result;
}

/// Who is prominent in a stretch that is `seen` so.
std::vector<Prominence> prominences(const std::vector<Sightings>& seen, FaceChoice choice) {
    std::size_t most = 0;
    for (const Sightings& each : seen) most = std::max(most, each.size());
    std::vector<Prominence> all;
    double liveliest = 0;
    for (const Sightings& each : seen) {
        all.push_back(prominence(each, most, choice));
        if (all.back().stays) liveliest = std::max(liveliest, all.back().mouth_motion);
    }
    for (Prominence& each : all)
        if (each.mouth_motion < kMovingMouth * liveliest) each.lip_sync = kSilent;
    return all;
}

bool seen_together(const Sightings& a, const Sightings& b) {
    return std::any_of(a.begin(), a.end(), [&](const Sighting& one) {
        return std::any_of(b.begin(), b.end(), [&](const Sighting& other) { return one.time == other.time; });
    });
}

const Sighting& nearest_in_time(const Person& person, Seconds time) {
    const auto after =
        std::lower_bound(person.sightings.begin(), person.sightings.end(), time,
                         [](const Sighting& sighting, Seconds t) { return sighting.time < t; });
    if (after == person.sightings.begin()) return *after;
    const auto before = std::prev(after);
    return after == person.sightings.end() || time - before->time < after->time - time ? *before : *after;
}

}  // namespace

float distance(const cv::Rect2f& a, const cv::Rect2f& b) {
    const cv::Point2f between = (a.tl() + a.br()) / 2 - (b.tl() + b.br()) / 2;
    return std::hypot(between.x, between.y) / std::max({a.width, b.width, 1.0F});
}

std::vector<std::size_t> choose(const std::vector<Person>& people, Seconds from, Seconds to,
                                FaceChoice choice) {
    std::vector<std::size_t> order(people.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (choice == FaceChoice::kAll) return order;

    std::vector<Sightings> seen;
    for (const Person& person : people) seen.push_back(sightings_in(person, from, to));
    if (std::all_of(seen.begin(), seen.end(), [](const Sightings& each) { return each.empty(); }))
        for (std::size_t i = 0; i < people.size(); ++i)
            seen[i] = sightings_in(people[i], from - kLookApart, to + kLookApart);
    const std::vector<Prominence> prominent = prominences(seen, choice);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return prominent[a] > prominent[b]; });
    std::vector<std::size_t> chosen;
    for (const std::size_t person : order)
        if (!seen[person].empty() && std::none_of(chosen.begin(), chosen.end(), [&](std::size_t other) {
                return seen_together(seen[person], seen[other]);
            }))
            chosen.push_back(person);
    return chosen;
}

Timeline timeline_of(std::size_t person, const std::vector<Person>& people, const Timeline& timeline,
                     FaceChoice choice) {
    Timeline own{timeline.source, {}};
    bool chosen = false;
    for (const Segment& segment : timeline.segments) {
        if (segment.source != "gap") {
            const auto about = choose(people, segment.start, segment.end, choice);
            chosen = std::find(about.begin(), about.end(), person) != about.end();
        }
        if (chosen) own.segments.push_back(segment);
    }
    return own;
}

std::vector<sync::ShownExpression> shown_to(const std::vector<sync::SpokenEmotion>& spoken,
                                            const std::vector<Person>& people, FaceChoice choice) {
    // Each look belongs to one face: with all faces asked for, to the largest.
    const FaceChoice one = choice == FaceChoice::kAll ? FaceChoice::kLargest : choice;
    std::vector<sync::ShownExpression> shown;
    Seconds from = -kLookApart;
    for (std::size_t i = 0; i < spoken.size(); ++i) {
        const speech::Sentence& sentence = spoken[i].sentence;
        const bool last = i + 1 == spoken.size();
        const Seconds to =
            last ? sentence.end + kLookApart : (sentence.end + spoken[i + 1].sentence.start) / 2;
        for (const std::size_t person : choose(people, sentence.start, sentence.end, one))
            std::copy_if(
                people[person].shown.begin(), people[person].shown.end(), std::back_inserter(shown),
                [&](const sync::ShownExpression& look) { return look.time >= from && look.time < to; });
        from = to;
    }
    std::stable_sort(
        shown.begin(), shown.end(),
        [](const sync::ShownExpression& a, const sync::ShownExpression& b) { return a.time < b.time; });
    return shown;
}

void note_motion(std::vector<sync::SpokenEmotion>& spoken, const std::vector<Person>& people,
                 FaceChoice choice) {
    for (sync::SpokenEmotion& said : spoken) {
        const speech::Sentence& sentence = said.sentence;
        for (const std::size_t person : choose(people, sentence.start, sentence.end, choice)) {
            sync::FaceMotion motion;
            for (const Sighting& sighting : sightings_in(people[person], sentence.start, sentence.end)) {
                if (!sighting.mouth_motion || !sighting.head_motion) continue;
                ++motion.looks;
                motion.mouth += *sighting.mouth_motion;
                motion.head += *sighting.head_motion;
            }
            if (motion.looks == 0) continue;
            motion.mouth /= static_cast<double>(motion.looks);
            motion.head /= static_cast<double>(motion.looks);
            if (said.motion.looks == 0 || motion.mouth > said.motion.mouth) said.motion = motion;
        }
    }
}

std::optional<std::size_t> person_at(const std::vector<Person>& people, const cv::Rect2f& box, Seconds time) {
    std::optional<std::size_t> found;
    float nearest = kSameFace;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Sighting& sighting = nearest_in_time(people[i], time);
        if (std::chrono::abs(sighting.time - time) > 2 * kLookApart) continue;
        const float apart = distance(sighting.box, box);
        if (apart >= nearest) continue;
        nearest = apart;
        found = i;
    }
    return found;
}

}  // namespace ganemotion::pipeline
