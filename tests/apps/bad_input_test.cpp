// Every input that cannot be used has its exit code and its line, and leaves nothing half written.

#include <fstream>

#include "files/output_file.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

/// Whether the output is the input, byte for byte, and lies there alone.
void expect_copied(const Outcome& outcome, const media::Workplace& place) {
    EXPECT_EQ(outcome.exit_code, 4) << outcome.err;
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.mp4");
    EXPECT_EQ(files::read_text(place / "in.mp4"), files::read_text(place / "out.mp4"));
    EXPECT_NE(outcome.one_line().find("copied unchanged"), std::string::npos) << outcome.err;
}

Outcome enliven(const media::Workplace& place, std::vector<std::string> options = {}) {
    options.insert(options.begin(),
                   {"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string()});
    return run(options);
}

void cut(const std::filesystem::path& file, double share) {
    std::filesystem::resize_file(
        file, static_cast<std::uintmax_t>(static_cast<double>(std::filesystem::file_size(file)) * share));
}

}  // namespace

TEST(BadInput, OfAnyCommandThatIsMissingEndsWithThree) {
    const std::vector<std::vector<std::string>> commands = {
        {"enliven", "/nowhere/in.mp4", "-o", "/tmp/never.mp4"},
        {"timeline", "/nowhere/in.mp4"},
        {"transcribe", "/nowhere/in.mp4"},
        {"text-emotion", "/nowhere/in.txt"},
        {"units", "/nowhere/in.mp4"},
        {"expression", "/nowhere/in.mp4"},
        {"migrate", "/nowhere/in.png", "-o", "/tmp/never.png", "--emotion", "sad"}};
    for (const auto& arguments : commands) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, 3) << arguments[0];
        EXPECT_NE(outcome.one_line().find("/nowhere/in."), std::string::npos) << outcome.err;
    }
}

TEST(BadInput, ThatIsNoVideoEndsWithThree) {
    for (const std::string& content :
         {std::string(), std::string("This is a text.\n"), std::string(10000, '\0')}) {
        const media::Workplace place;
        files::write_text(place / "in.mp4", content);
        const Outcome outcome = enliven(place);
        EXPECT_EQ(outcome.exit_code, 3);
        EXPECT_NE(outcome.one_line().find("in.mp4"), std::string::npos) << outcome.err;
        EXPECT_EQ(files_in(place.folder()), "in.mp4");
    }
}

TEST(BadInput, CutBeforeItsIndexEndsWithThree) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "anullsrc");
    cut(place / "in.mp4", 0.5);
    EXPECT_EQ(enliven(place, {"--emotion", "happy"}).exit_code, 3);
    EXPECT_EQ(files_in(place.folder()), "in.mp4");
}

TEST(BadInput, CutAfterItsIndexIsRenderedAsFarAsItGoes) {
    const media::Workplace place;
    make_portrait_video(place / "whole.mp4", 2, "anullsrc");
    media::ffmpeg("-i " + (place / "whole.mp4").string() + " -c copy -movflags +faststart " +
                  (place / "in.mp4").string());
    std::filesystem::remove(place / "whole.mp4");
    cut(place / "in.mp4", 0.7);
    const Outcome outcome = enliven(place, {"--emotion", "happy", "--preset", "ultrafast"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_NE(outcome.one_line().find("warning"), std::string::npos) << outcome.err;
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.ganemotion.json out.mp4");
}

TEST(BadInput, OfSoundWithoutPictureEndsWithThree) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i sine=duration=1 -c:a aac " + (place / "in.mp4").string());
    const Outcome outcome = enliven(place);
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_NE(outcome.one_line().find("in.mp4"), std::string::npos);
    EXPECT_EQ(files_in(place.folder()), "in.mp4");
}

TEST(NothingToDo, WithoutSoundCopiesTheVideo) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    expect_copied(enliven(place), place);
}

TEST(NothingToDo, WithoutSpeechCopiesTheVideo) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "anoisesrc=amplitude=0.05");
    expect_copied(enliven(place), place);
}

TEST(NothingToDo, WithoutAFaceCopiesTheVideo) {
    const media::Workplace place;
    media::ffmpeg(
        "-f lavfi -i 'nullsrc=size=256x256:duration=1:rate=5,geq=lum=128+random(1)*100:cb=128:cr=128' "
        "-pix_fmt yuv420p " +
        (place / "in.mp4").string());
    expect_copied(enliven(place, {"--emotion", "happy"}), place);
}

TEST(NothingToDo, LeavesAValidEmptyList) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    const std::string video = (place / "in.mp4").string();
    EXPECT_EQ(run({"timeline", video, "-o", (place / "t.json").string()}).exit_code, 4);
    EXPECT_TRUE(nlohmann::json::parse(files::read_text(place / "t.json"))["segments"].empty());
    EXPECT_EQ(run({"transcribe", video, "-o", (place / "t.srt").string()}).exit_code, 4);
    EXPECT_EQ(files::read_text(place / "t.srt"), "");
    EXPECT_EQ(run({"transcribe", video, "-o", (place / "list.json").string()}).exit_code, 4);
    EXPECT_TRUE(nlohmann::json::parse(files::read_text(place / "list.json")).empty());
    media::ffmpeg("-f lavfi -i testsrc=size=200x200 -frames:v 1 " + (place / "test.png").string());
    const Outcome expression = run({"expression", (place / "test.png").string()});
    EXPECT_EQ(expression.exit_code, 4);
    ASSERT_EQ(expression.json_lines().size(), 1U);
    EXPECT_EQ(expression.json_lines()[0]["face"], false);
}

TEST(BadTimeline, IsRefusedWithLineAndReason) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    const std::string timeline = (place / "t.json").string();
    files::write_text(timeline, "{\"segments\": [\n  {\"start\": 0, \"end\": 0.4, \"emotion\": \"joy\"}]}");
    const Outcome unknown = enliven(place, {"--timeline", timeline});
    EXPECT_EQ(unknown.exit_code, 3);
    EXPECT_NE(unknown.one_line().find("t.json:2: segments[0]: emotion \"joy\""), std::string::npos)
        << unknown.err;
    files::write_text(timeline, "{\"segments\": [{\"start\": 0, \"end\": 40, \"emotion\": \"sad\"}]}");
    const Outcome beyond = enliven(place, {"--timeline", timeline});
    EXPECT_EQ(beyond.exit_code, 3);
    EXPECT_NE(beyond.one_line().find("segments[0] (line 1) ends at"), std::string::npos) << beyond.err;
    EXPECT_EQ(files_in(place.folder()), "in.mp4 t.json");
}

}  // namespace ganemotion::apps
