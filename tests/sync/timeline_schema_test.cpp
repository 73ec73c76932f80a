// The published schema (docs/timeline.schema.json), as Debian's jsonschema reads it, and the reader of the
// program must accept the same files.

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "ganemotion/error.h"
#include "ganemotion/timeline.h"
#include "media/workplace.h"

namespace ganemotion {

namespace {

/// What Python's jsonschema says of each file, given a line each.
std::vector<bool> schema_accepts(const std::vector<std::string>& files) {
    const media::Workplace place;
    std::ofstream lines(place / "files.jsonl");
    for (std::string json : files) {
        std::replace(json.begin(), json.end(), '\n', ' ');
        lines << json << "\n";
    }
    lines.close();
    std::istringstream answers(media::output_of("/usr/bin/python3 " PROJECT_FOLDER
                                                "/tests/sync/validate.py " PROJECT_FOLDER
                                                "/docs/timeline.schema.json < " +
                                                (place / "files.jsonl").string()));
    std::vector<bool> accepted;
    for (std::string answer; answers >> answer;) accepted.push_back(answer == "valid");
    EXPECT_EQ(accepted.size(), files.size());
    return accepted;
}

bool reader_accepts(const std::string& json) {
    try {
        parse_timeline(json, "talk.json");
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

TEST(TimelineSchema, AcceptsWhatTheProgramWrites) {
    Segment segment;
    segment.end = Seconds{1};
    segment.emotion = Emotion::kHappy;
    segment.intensity = 0.5;
    segment.leave = true;
    segment.text = "Hello.";
    segment.probabilities.emplace();
    segment.shown = Emotion::kSad;
    segment.why = "because";
    segment.unknown["author"] = "Ann";
    Segment gap;
    gap.start = Seconds{1};
    gap.end = Seconds{2};
    gap.source = "gap";
    EXPECT_EQ(schema_accepts({to_json({"talk.mp4", {segment, gap}})}), std::vector<bool>{true});
}

TEST(TimelineSchema, AcceptsAndRefusesWhatTheReaderDoes) {
    std::vector<std::string> files;
    for (const char* members : {"",
                                ", \"emotion\": \"happy\"",
                                ", \"emotion\": null",
                                ", \"emotion\": \"joy\"",
                                ", \"emotion\": 3",
                                ", \"intensity\": 1",
                                ", \"intensity\": 1.1",
                                ", \"intensity\": -1",
                                ", \"intensity\": null",
                                ", \"leave\": true",
                                ", \"leave\": 1",
                                ", \"text\": \"a\"",
                                ", \"text\": 1",
                                ", \"source\": \"user\"",
                                ", \"source\": 1",
                                ", \"shown\": \"sad\"",
                                ", \"shown\": null",
                                ", \"shown\": \"joy\"",
                                ", \"why\": \"a\"",
                                ", \"why\": []",
                                ", \"probabilities\": null",
                                ", \"probabilities\": {}",
                                ", \"probabilities\": {\"happy\": 0.5, \"proud\": \"much\"}",
                                ", \"probabilities\": {\"happy\": 2}",
                                ", \"probabilities\": 3",
                                ", \"start\": -1",
                                ", \"start\": \"0\"",
                                ", \"end\": 0",
                                ", \"anything\": {}"})
        files.push_back("{\"version\": 1, \"segments\": [{\"start\": 0, \"end\": 1" + std::string(members) +
                        "}]}");
    for (const char* json : {"{}", "[]", "{\"segments\": []}", "{\"segments\": {}}", "{\"segments\": [3]}",
                             "{\"segments\": [{\"start\": 0}]}", "{\"version\": 2, \"segments\": []}",
                             "{\"source\": 3, \"segments\": []}", "{\"segments\": [], \"anything\": 3}"})
        files.emplace_back(json);
    const std::vector<bool> accepted = schema_accepts(files);
    for (std::size_t i = 0; i < accepted.size(); ++i)
        EXPECT_EQ(accepted[i], reader_accepts(files[i])) << files[i];
}

}  // namespace ganemotion
