#include "pipeline/record.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files/output_file.h"

namespace ganemotion::pipeline {

namespace {

Timeline example() {
    return parse_timeline(R"({"source": "a.mp4", "segments": [{"start": 0, "end": 1, "emotion": "sad"}]})",
                          "a");
}

std::filesystem::path in_temporary_folder(const char* name) {
    return std::filesystem::path(testing::TempDir()) / name;
}

}  // namespace

TEST(Record, StandsBesideTheOutput) {
    EXPECT_EQ(record_path("out/new.mp4"), "out/new.ganemotion.json");
    EXPECT_EQ(record_path("new.mkv"), "new.ganemotion.json");
}

TEST(Record, TellsWhatWasDone) {
    const auto output = in_temporary_folder("record_test.mp4");
    EnlivenOptions options;
    options.alpha_mouth = 0.25;
    write_record(output, "/somewhere/talk.mp4", "abcdef", example(), options,
                 {10, 7, {Emotion::kSad}, false});
    const auto record = nlohmann::json::parse(files::read_text(record_path(output)));
    EXPECT_EQ(record["source"]["file"], "talk.mp4");
    EXPECT_EQ(record["source"]["sha256"], "abcdef");
    EXPECT_EQ(record["version"], version());
    EXPECT_EQ(record["options"]["style"], "natural");
    EXPECT_EQ(record["options"]["alpha_mouth"], 0.25);
    EXPECT_EQ(record["emotions"], nlohmann::json({"sad"}));
    EXPECT_EQ(record["changed_frames"], 7);
    EXPECT_EQ(record["timeline"]["segments"][0]["emotion"], "sad");
    std::filesystem::remove(record_path(output));
}

TEST(KeptAnalysis, IsFoundAgainForTheSameVideoAndOptionsOnly) {
    const auto output = in_temporary_folder("kept_test.mp4");
    AnalyseOptions options;
    const KeptAnalysis kept(output, "abc", options);
    EXPECT_FALSE(kept.read());
    kept.write(example());
    ASSERT_TRUE(kept.read());
    EXPECT_EQ(to_json(*kept.read()), to_json(example()));
    EXPECT_FALSE(KeptAnalysis(output, "other video", options).read());
    options.intensity = 0.5;
    EXPECT_FALSE(KeptAnalysis(output, "abc", options).read());
    kept.remove();
    EXPECT_FALSE(kept.read());
}

TEST(KeptAnalysis, IsNotTakenFromAFileThatIsNone) {
    const auto output = in_temporary_folder("kept_broken_test.mp4");
    files::write_text(in_temporary_folder("kept_broken_test.ganemotion-part.json"), "{\"timeline\": 3");
    const KeptAnalysis kept(output, "abc", {});
    EXPECT_FALSE(kept.read());
    kept.remove();
}

}  // namespace ganemotion::pipeline
