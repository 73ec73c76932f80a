#include "ganemotion/timeline.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "ganemotion/error.h"

namespace ganemotion {

namespace {

/// What the reader says to a timeline of these segments.
std::string complaint_of(const std::string& json) {
    try {
        parse_timeline(json, "talk.json");
        return "";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput);
        EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << error.what();
        return error.what();
    }
}

std::string complaint_of_segments(const std::string& segments) {
    return complaint_of("{\"version\": 1, \"segments\": [" + segments + "]}");
}

std::string with(const std::string& members) {
    return "{\"start\": 0, \"end\": 1, " + members + "}";
}

constexpr const char* kExample = R"({"version": 1, "source": "talk.mp4", "segments": [
  {"start": 0.31, "end": 3.18, "emotion": "happy", "intensity": 0.8, "source": "speech", "text": "I got the job!", "probabilities": {"happy": 0.9, "neutral": 0.1}},
  {"start": 3.18, "end": 5.00, "emotion": null, "source": "gap"},
  {"start": 5.00, "end": 7.40, "emotion": "sad", "intensity": 0.6, "source": "user", "leave": false, "text": "..."} ]})";

}  // namespace

TEST(TimelineFile, ReadsTheExampleOfTheContract) {
    const Timeline timeline = parse_timeline(kExample, "talk.json");
    EXPECT_EQ(timeline.source, "talk.mp4");
    ASSERT_EQ(timeline.segments.size(), 3U);
    const Segment& first = timeline.segments[0];
    EXPECT_EQ(first.start, Seconds{0.31});
    EXPECT_EQ(first.end, Seconds{3.18});
    EXPECT_EQ(first.emotion, Emotion::kHappy);
    EXPECT_EQ(first.intensity, 0.8);
    EXPECT_EQ(first.source, "speech");
    EXPECT_EQ(first.text, "I got the job!");
    EXPECT_EQ((*first.probabilities)[Emotion::kHappy], 0.9F);
    EXPECT_EQ((*first.probabilities)[Emotion::kSad], 0.0F);
    EXPECT_FALSE(timeline.segments[1].emotion);
    EXPECT_EQ(timeline.segments[1].source, "gap");
    EXPECT_EQ(timeline.segments[2].source, "user");
}

TEST(TimelineFile, IsTheSameAfterWritingAndReading) {
    const std::string once = to_json(parse_timeline(kExample, "talk.json"));
    EXPECT_EQ(to_json(parse_timeline(once, "talk.json")), once);
}

TEST(TimelineFile, KeepsEveryField) {
    Segment segment;
    segment.start = Seconds{1.0 / 3};
    segment.end = Seconds{2.0 / 3};
    segment.emotion = Emotion::kDisgust;
    segment.intensity = 0.1 + 0.2;
    segment.source = "subtitles";
    segment.leave = true;
    segment.text = "Übel \xF0\x9F\xA4\xA2 \"quoted\"\n";
    segment.probabilities.emplace();
    (*segment.probabilities)[Emotion::kDisgust] = 0.1F;
    segment.shown = Emotion::kAngry;
    segment.why = "because";
    const Timeline again = parse_timeline(to_json({"talk.mp4", {segment}}), "talk.json");
    ASSERT_EQ(again.segments.size(), 1U);
    const Segment& same = again.segments[0];
    EXPECT_EQ(same.start, segment.start);
    EXPECT_EQ(same.end, segment.end);
    EXPECT_EQ(same.emotion, segment.emotion);
    EXPECT_EQ(same.intensity, segment.intensity);
    EXPECT_EQ(same.source, segment.source);
    EXPECT_EQ(same.leave, segment.leave);
    EXPECT_EQ(same.text, segment.text);
    EXPECT_EQ(same.probabilities, segment.probabilities);
    EXPECT_EQ(same.shown, segment.shown);
    EXPECT_EQ(same.why, segment.why);
}

TEST(TimelineFile, KeepsUnknownKeysOnEveryLevelInTheirOrder) {
    const std::string json =
        R"({"version": 1, "source": "a", "zebra": {"b": 1, "a": [2, null]}, "ape": true, "segments": [
  {"start": 0, "end": 1, "zoom": 2, "emotion": null, "author": "Ann", "probabilities": {"happy": 1, "proud": 0.5, "contempt": 0.25}}
]})";
    const Timeline timeline = parse_timeline(to_json(parse_timeline(json, "a")), "a");
    EXPECT_EQ(timeline.unknown.dump(), R"({"zebra":{"b":1,"a":[2,null]},"ape":true})");
    EXPECT_EQ(timeline.segments.at(0).unknown.dump(),
              R"({"zoom":2,"author":"Ann","probabilities":{"proud":0.5,"contempt":0.25}})");
}

TEST(TimelineFile, HasALineForEverySegment) {
    EXPECT_EQ(
        to_json(
            parse_timeline(R"({"segments":[{"start":0,"end":1,"emotion":"sad"},{"start":2,"end":3}]})", "a")),
        "{\"version\": 1, \"source\": \"\", \"segments\": [\n"
        "  {\"start\": 0.0, \"end\": 1.0, \"emotion\": \"sad\", \"intensity\": 1.0, \"source\": \"user\"},\n"
        "  {\"start\": 2.0, \"end\": 3.0, \"emotion\": null, \"source\": \"user\"}\n]}\n");
}

TEST(TimelineFile, IsPutInOrderOfTime) {
    const Timeline timeline =
        parse_timeline(R"({"segments": [{"start": 2, "end": 3}, {"start": 0, "end": 2}]})", "talk.json");
    EXPECT_EQ(timeline.segments.at(0).start, Seconds{0});
    EXPECT_EQ(timeline.segments.at(1).start, Seconds{2});
}

TEST(TimelineFile, NamesTheLineOfASyntaxError) {
    EXPECT_EQ(complaint_of("{\"version\": 1,\n \"segments\": [\n  {\"start\": 0 \"end\": 1}]}").substr(0, 27),
              "talk.json:3: is not JSON: s");
    EXPECT_EQ(complaint_of("").substr(0, 25), "talk.json:1: is not JSON:");
    EXPECT_EQ(complaint_of("{\"segments\": [").substr(0, 25), "talk.json:1: is not JSON:");
}

TEST(TimelineFile, RefusesNumbersThatAreNone) {
    for (const char* number : {"NaN", "Infinity", "-Infinity", "1e999"})
        EXPECT_NE(complaint_of_segments(with("\"intensity\": " + std::string(number))), "") << number;
}

TEST(TimelineFile, RefusesAnIntensityOutsideOfItsRange) {
    EXPECT_EQ(complaint_of_segments(with("\"intensity\": 0.5") +
                                    ",\n{\"start\": 1, \"end\": 2, \"intensity\": 1.4}"),
              "talk.json:2: segments[1]: intensity 1.4 is outside 0..1; use 0 to 1");
    EXPECT_NE(complaint_of_segments(with("\"intensity\": -0.001")), "");
}

TEST(TimelineFile, RefusesTimesThatAreWrong) {
    EXPECT_EQ(complaint_of_segments("{\"start\": -0.5, \"end\": 1}"),
              "talk.json:1: segments[0]: start -0.5 is negative; the video begins at 0");
    EXPECT_EQ(complaint_of_segments("{\"start\": 2, \"end\": 1}"),
              "talk.json:1: segments[0]: end 1 is not after start 2");
    EXPECT_NE(complaint_of_segments("{\"start\": 1, \"end\": 1}"), "");
    EXPECT_EQ(complaint_of_segments("{\"end\": 1}"),
              "talk.json:1: segments[0]: start is missing; give it in seconds");
}

TEST(TimelineFile, NamesBothSegmentsOfAnOverlap) {
    EXPECT_EQ(complaint_of_segments("{\"start\": 3, \"end\": 5},\n {\"start\": 0, \"end\": 3},\n"
                                    " {\"start\": 4.5, \"end\": 6}"),
              "talk.json:3: segments[2] (4.5 to 6.0 s) overlaps segments[0] (3.0 to 5.0 s); let one end "
              "where the other "
              "begins");
}

TEST(TimelineFile, AllowsSegmentsThatTouch) {
    EXPECT_EQ(complaint_of_segments("{\"start\": 0, \"end\": 3.18}, {\"start\": 3.18, \"end\": 4}"), "");
}

TEST(TimelineFile, ListsTheEmotionsWhereOneIsUnknown) {
    EXPECT_EQ(complaint_of_segments(with("\"emotion\": \"joy\"")),
              "talk.json:1: segments[0]: emotion \"joy\" is not known; use neutral, happy, sad, surprise, "
              "angry, fear, "
              "disgust, or null");
}

TEST(TimelineFile, RefusesWrongTypes) {
    for (const char* members : {"\"emotion\": 3", "\"intensity\": \"0.5\"", "\"intensity\": null",
                                "\"leave\": \"yes\"", "\"text\": 5", "\"source\": null",
                                "\"probabilities\": [0.5]", "\"probabilities\": {\"happy\": \"much\"}",
                                "\"probabilities\": {\"happy\": 2}", "\"shown\": \"joy\"", "\"why\": {}"})
        EXPECT_NE(complaint_of_segments(with(members)), "") << members;
    for (const char* segment : {"3", "null", "[]", "\"start\"", "{\"start\": \"0\", \"end\": 1}"})
        EXPECT_NE(complaint_of_segments(segment), "") << segment;
    for (const char* json : {"[]", "3", "null", "{}", "{\"segments\": {}}",
                             "{\"source\": 3, \"segments\": []}", "{\"version\": 2, \"segments\": []}"})
        EXPECT_NE(complaint_of(json), "") << json;
}

TEST(TimelineFile, RefusesDeepNestingAndHugeTextsAtOnce) {
    const auto before = std::chrono::steady_clock::now();
    const std::string deep(1 << 20, '[');
    EXPECT_NE(complaint_of(deep), "");
    EXPECT_NE(
        complaint_of("{\"segments\": [], \"a\": " + std::string(100, '[') + std::string(100, ']') + "}"), "");
    EXPECT_NE(complaint_of(std::string(10'000'000, ' ') + "{\"segments\": []}"), "");
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{2});
}

TEST(TimelineFile, FindsTheLineOfTheLastOfManySegments) {
    std::string segments;
    for (int i = 0; i < 5000; ++i)
        segments += "{\"start\": " + std::to_string(i) + ", \"end\": " + std::to_string(i + 1) +
                    ", \"text\": \"[{\\\"}\"},\n";
    EXPECT_EQ(complaint_of_segments(segments + "{\"start\": 1, \"end\": 0}"),
              "talk.json:5001: segments[5000]: end 0 is not after start 1");
}

TEST(TimelineFile, IsWrittenToDiskAndReadBack) {
    const auto file = std::filesystem::path(testing::TempDir()) / "timeline_test.json";
    const Timeline timeline = parse_timeline(kExample, "talk.json");
    write_timeline(timeline, file);
    EXPECT_EQ(to_json(read_timeline(file)), to_json(timeline));
    std::filesystem::remove(file);
    EXPECT_THROW(read_timeline(file), Error);
}

TEST(TimelineFile, IsValidJsonWhateverTheText) {
    Timeline timeline{"a\xff.mp4", {Segment{}}};
    timeline.segments[0].end = Seconds{1};
    timeline.segments[0].text = "caf\xe9";
    EXPECT_EQ(parse_timeline(to_json(timeline), "a").segments.at(0).text, "caf\xEF\xBF\xBD");
}

}  // namespace ganemotion
