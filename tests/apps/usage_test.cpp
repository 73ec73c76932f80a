// What the command line says about itself, and to whom uses it wrongly.

#include <algorithm>

#include "program.h"

namespace ganemotion::apps {

namespace {
const std::vector<std::string> kCommands = {"enliven", "timeline",   "transcribe", "text-emotion",
                                            "units",   "expression", "migrate",    "models"};
}

TEST(Help, OpensWithCommandsThatRunAsTheyAre) {
    for (const std::string& command : kCommands) {
        const Outcome help = run({command, "--help"});
        EXPECT_EQ(help.exit_code, 0);
        const std::string first = help.out.substr(0, help.out.find('\n'));
        EXPECT_NE(first.find("build/release/ganemotion " + command), std::string::npos) << first;
    }
}

TEST(Help, ListsEveryCommand) {
    const Outcome help = run({"--help"});
    EXPECT_EQ(help.exit_code, 0);
    for (const std::string& command : kCommands)
        EXPECT_NE(help.out.find("  " + command), std::string::npos) << command;
}

TEST(Version, IsTold) {
    EXPECT_EQ(run({"--version"}).out, "0.1.0\n");
}

TEST(WrongUsage, EndsWithTwoAndOneLine) {
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"enlighten"},
        {"enliven"},
        {"enliven", "a.mp4"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--emotion", "joy"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--intensity", "2"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--intensity", "much"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--style", "baroque"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--face", "none"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--alpha-mouth", "-1"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--threads", "0"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--wrong"},
        {"enliven", "a.mp4", "-o", "b.mp4", "--timeline", "t.json", "--emotion", "happy"},
        {"enliven", "a.mp4", "b.mp4", "-o", "c.mp4"},
        {"text-emotion", "--labels", "other"},
        {"migrate", "a.png", "-o", "b.png"},
        {"migrate", "a.png", "-o", "b.png", "--emotion", "happy", "--unit", "AU12=0.5"},
        {"migrate", "a.png", "-o", "b.png", "--unit", "AU99=0.5"},
        {"migrate", "a.png", "-o", "b.png", "--unit", "AU12"},
        {"migrate", "a.png", "-o", "b.png", "--unit", "AU12=1.5"},
        {"transcribe", "a.mp4", "-o", "b.doc"},
        {"units"},
    };
    for (const auto& arguments : wrong) {
        const Outcome outcome = run(arguments);
        std::string command;
        for (const std::string& argument : arguments) command += argument + " ";
        EXPECT_EQ(outcome.exit_code, 2) << command << outcome.err;
        EXPECT_TRUE(outcome.one_line().starts_with("ganemotion: ")) << command;
        EXPECT_EQ(outcome.out, "") << command;
    }
}

TEST(WrongUsage, OfARuleNamesTheRules) {
    const media::Workplace place;
    make_portrait_video(place / "a.mp4", 0.3, "");
    const std::string video = (place / "a.mp4").string();
    const std::string output = (place / "t.json").string();
    const Outcome unknown = run({"timeline", video, "-o", output, "--rule", "patience=1"});
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_NE(unknown.one_line().find("looks_to_toggle"), std::string::npos);
    EXPECT_EQ(run({"timeline", video, "-o", output, "--rule", "hold=long"}).exit_code, 2);
    EXPECT_EQ(files_in(place.folder()), "a.mp4");
}

TEST(WrongUsage, IsToldToMachinesAsJson) {
    const Outcome outcome = run({"--machine-readable", "enliven"});
    const auto line = nlohmann::json::parse(outcome.one_line());
    EXPECT_EQ(line["exit_code"], 2);
    EXPECT_TRUE(line["error"].is_string());
}

TEST(TheInput, IsNotOverwrittenWithItself) {
    const media::Workplace place;
    make_portrait_video(place / "a.mp4", 0.3, "");
    const std::string name = (place / "a.mp4").string();
    EXPECT_EQ(run({"enliven", name, "-o", name, "--emotion", "happy", "--force"}).exit_code, 2);
}

}  // namespace ganemotion::apps
