#include "sync/merge.h"

#include <gtest/gtest.h>

namespace ganemotion::sync {
namespace {

Segment segment(double start, double end, Emotion emotion, const std::string& source,
                const std::string& text = "") {
    Segment result;
    result.start = Seconds{start};
    result.end = Seconds{end};
    result.emotion = emotion;
    result.intensity = 0.7;
    result.source = source;
    result.text = text;
    return result;
}

TEST(Merge, KeepsWhatAPersonWroteAndTakesTheRestAnew) {
    Timeline old;
    old.segments = {segment(0, 2, Emotion::kHappy, "speech", "Old words."),
                    segment(3, 5, Emotion::kSad, "user", "A person's words.")};
    Timeline fresh;
    fresh.source = "talk.mp4";
    fresh.segments = {segment(0, 2, Emotion::kAngry, "speech", "New words."),
                      segment(3, 5, Emotion::kFear, "speech", "Words.")};
    const Timeline merged = merge(old, fresh);
    ASSERT_EQ(merged.segments.size(), 2U);
    EXPECT_EQ(merged.source, "talk.mp4");
    EXPECT_EQ(merged.segments[0].emotion, Emotion::kAngry);
    EXPECT_EQ(merged.segments[0].text, "New words.");
    EXPECT_EQ(merged.segments[1].emotion, Emotion::kSad);
    EXPECT_EQ(merged.segments[1].text, "A person's words.");
}

TEST(Merge, CutsASentenceAroundAPersonsSegment) {
    Timeline old, fresh;
    old.segments = {segment(2, 3, Emotion::kSurprise, "user")};
    fresh.segments = {segment(1, 4, Emotion::kHappy, "speech", "One long sentence.")};
    const Timeline merged = merge(old, fresh);
    ASSERT_EQ(merged.segments.size(), 3U);
    EXPECT_EQ(merged.segments[0].end, Seconds{2});
    EXPECT_EQ(merged.segments[0].text, "One long sentence.");
    EXPECT_EQ(merged.segments[1].emotion, Emotion::kSurprise);
    EXPECT_EQ(merged.segments[2].start, Seconds{3});
    EXPECT_EQ(merged.segments[2].end, Seconds{4});
    EXPECT_EQ(merged.segments[2].text, "");  // told once
}

TEST(Merge, LeavesOutWhatAPersonsSegmentsCover) {
    Timeline old, fresh;
    old.segments = {segment(0, 2.5, Emotion::kNeutral, "user"), segment(2.5, 6, Emotion::kSad, "user")};
    fresh.segments = {segment(1, 3, Emotion::kHappy, "speech"), segment(5, 6.05, Emotion::kFear, "speech")};
    EXPECT_EQ(merge(old, fresh).segments.size(), 2U);
}

TEST(Merge, KeepsKeysOfTheFileThatAPersonAdded) {
    Timeline old, fresh;
    old.unknown["editor"] = "Ada";
    fresh.unknown["by"] = "program";
    const Timeline merged = merge(old, fresh);
    EXPECT_EQ(merged.unknown["editor"], "Ada");
    EXPECT_EQ(merged.unknown["by"], "program");
}

TEST(Merge, GivesATimelineThatCanBeReadAgain) {
    Timeline old, fresh;
    for (int i = 0; i < 20; ++i) {
        old.segments.push_back(
            segment(i * 1.7, i * 1.7 + 0.9, Emotion::kSad, i % 3 == 0 ? "user" : "speech"));
        fresh.segments.push_back(segment(i * 1.3, i * 1.3 + 1.2, Emotion::kHappy, "speech"));
    }
    const Timeline merged = merge(old, fresh);
    EXPECT_EQ(parse_timeline(to_json(merged), "merged").segments.size(), merged.segments.size());
}

}  // namespace
}  // namespace ganemotion::sync
