#include "pipeline/people.h"

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

namespace {

using Indexes = std::vector<std::size_t>;

/// Someone at a place for some seconds, seen once a second.
Person person(float x, float width, int from, int to, std::optional<float> mouth_motion = std::nullopt) {
    Person result;
    for (int i = from; i < to; ++i) {
        result.sightings.push_back({Seconds{i}, {x, 100, width, width}, mouth_motion});
        EmotionProbabilities shown;
        shown[width > 100 ? Emotion::kHappy : Emotion::kSad] = 1;
        result.shown.push_back({Seconds{i}, shown});
    }
    return result;
}

Timeline timeline(const std::vector<std::pair<double, double>>& sentences) {
    Timeline result;
    for (const auto& [start, end] : sentences) {
        Segment segment;
        segment.start = Seconds{start};
        segment.end = Seconds{end};
        segment.emotion = Emotion::kHappy;
        result.segments.push_back(segment);
    }
    return result;
}

}  // namespace

TEST(Choose, TakesTheOneWhoIsThere) {
    for (const FaceChoice choice : {FaceChoice::kSpeaker, FaceChoice::kLargest, FaceChoice::kAll})
        EXPECT_EQ(choose({person(0, 50, 0, 10)}, Seconds{2}, Seconds{4}, choice), Indexes{0});
}

TEST(Choose, TakesTheLargestOfSeveral) {
    const std::vector people = {person(0, 50, 0, 10, 0.2F), person(300, 150, 0, 10, 0.0F)};
    EXPECT_EQ(choose(people, Seconds{2}, Seconds{4}, FaceChoice::kLargest), Indexes{1});
}

TEST(Choose, TakesTheOneWhoseMouthMovesAsSpeaker) {
    const std::vector people = {person(0, 50, 0, 10, 0.2F), person(300, 150, 0, 10, 0.01F)};
    EXPECT_EQ(choose(people, Seconds{2}, Seconds{4}, FaceChoice::kSpeaker), Indexes{0});
}

TEST(Choose, TakesTheOneWhoseMouthMovesWithTheSoundAmongThoseThatMove) {
    std::vector people = {person(0, 50, 0, 10, 0.2F), person(300, 150, 0, 10, 0.3F),
                          person(600, 150, 0, 10, 0.01F)};
    const float lip_syncs[] = {0.5F, 0.1F, 0.9F};
    for (std::size_t i = 0; i < people.size(); ++i)
        for (Sighting& sighting : people[i].sightings) sighting.lip_sync = lip_syncs[i];
    EXPECT_EQ(choose(people, Seconds{2}, Seconds{4}, FaceChoice::kSpeaker), Indexes{0});
}

TEST(Choose, DoesNotTakeSomeoneWhoOnlyPassesBy) {
    const std::vector people = {person(0, 50, 0, 10, 0.0F), person(300, 150, 4, 6, 0.5F)};
    EXPECT_EQ(choose(people, Seconds{0}, Seconds{10}, FaceChoice::kSpeaker), Indexes{0});
    EXPECT_EQ(choose(people, Seconds{0}, Seconds{10}, FaceChoice::kLargest), Indexes{0});
}

TEST(Choose, TakesBothSidesOfACut) {
    const std::vector people = {person(0, 50, 0, 5), person(300, 150, 5, 10)};
    EXPECT_EQ(choose(people, Seconds{2}, Seconds{8}, FaceChoice::kSpeaker), (Indexes{1, 0}));
}

TEST(Choose, JudgesAShortStretchByTheLooksNextToIt) {
    EXPECT_EQ(choose({person(0, 50, 0, 10)}, Seconds{2.2}, Seconds{2.8}, FaceChoice::kLargest), Indexes{0});
}

TEST(Choose, TakesNobodyWhereNobodyIs) {
    EXPECT_TRUE(choose({person(0, 50, 0, 3)}, Seconds{7}, Seconds{9}, FaceChoice::kSpeaker).empty());
}

TEST(TimelineOfAPerson, HasTheSentencesThatTheySpeakWithTheirGaps) {
    std::vector people = {person(0, 50, 0, 10, 0.2F), person(300, 50, 0, 10, 0.0F)};
    for (std::size_t i = 5; i < 10; ++i)
        std::swap(people[0].sightings[i].mouth_motion, people[1].sightings[i].mouth_motion);
    Timeline all = timeline({{0, 2}, {2, 3}, {3, 5}, {5, 10}});
    all.segments[1].source = "gap";
    EXPECT_EQ(timeline_of(0, people, all, FaceChoice::kSpeaker).segments.size(), 3U);
    const Timeline second = timeline_of(1, people, all, FaceChoice::kSpeaker);
    ASSERT_EQ(second.segments.size(), 1U);
    EXPECT_EQ(second.segments[0].start, Seconds{5});
}

TEST(TimelineOfAPerson, IsTheSameForAllWhereAllAreAskedFor) {
    const std::vector people = {person(0, 50, 0, 10), person(300, 150, 0, 10)};
    for (const std::size_t i : {0U, 1U})
        EXPECT_EQ(timeline_of(i, people, timeline({{0, 2}, {3, 4}}), FaceChoice::kAll).segments.size(), 2U);
}

TEST(ShownTo, TellsWhatTheFaceOfEachSentenceShows) {
    const std::vector people = {person(0, 50, 0, 5), person(300, 150, 5, 10)};
    const std::vector<sync::SpokenEmotion> spoken = {{{Seconds{0}, Seconds{4}, "One.", {}}, {}},
                                                     {{Seconds{5}, Seconds{9}, "Two.", {}}, {}}};
    const auto shown = shown_to(spoken, people, FaceChoice::kSpeaker);
    ASSERT_GE(shown.size(), 9U);
    for (const auto& look : shown)
        EXPECT_EQ(look.probabilities.most_probable(),
                  look.time < Seconds{5} ? Emotion::kSad : Emotion::kHappy);
}

TEST(PersonAt, IsWhoWasSeenThereAboutThen) {
    const std::vector people = {person(0, 50, 0, 10), person(300, 60, 0, 10)};
    EXPECT_EQ(person_at(people, {10, 105, 50, 50}, Seconds{3.4}), 0U);
    EXPECT_EQ(person_at(people, {290, 105, 60, 60}, Seconds{3.4}), 1U);
    EXPECT_EQ(person_at(people, {150, 500, 50, 50}, Seconds{3.4}), std::nullopt);
    EXPECT_EQ(person_at(people, {10, 105, 50, 50}, Seconds{30}), std::nullopt);
}

}  // namespace ganemotion::pipeline
