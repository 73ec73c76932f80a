// Outputs that cannot be written, and those that shall not be.

#include <sys/mount.h>

#include "files/output_file.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

/// A disk of its own, as small as it can be; not mounted where that is not allowed.
class SmallDisk {
  public:
    explicit SmallDisk(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directory(folder_);
        mounted_ = mount("small", folder_.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallDisk() {
        if (mounted_) umount(folder_.c_str());
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool is_mounted() const { return mounted_; }

  private:
    std::filesystem::path folder_;
    bool mounted_ = false;
};

std::vector<std::string> enliven(const std::filesystem::path& video, const std::filesystem::path& output) {
    return {"enliven", video.string(), "-o", output.string(), "--emotion", "happy", "--preset", "ultrafast"};
}

}  // namespace

TEST(BadOutput, InAFolderThatIsNotThereEndsWithSix) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    const Outcome outcome = run(enliven(place / "in.mp4", place / "nowhere" / "out.mp4"));
    EXPECT_EQ(outcome.exit_code, 6);
    EXPECT_NE(outcome.one_line().find("out.mp4"), std::string::npos) << outcome.err;
    EXPECT_EQ(files_in(place.folder()), "in.mp4");
}

TEST(BadOutput, ThatIsAFolderEndsWithSix) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    std::filesystem::create_directory(place / "out.mp4");
    EXPECT_EQ(run(enliven(place / "in.mp4", place / "out.mp4")).exit_code, 6);
}

TEST(BadOutput, OnAFullDiskEndsWithSixAndLeavesNothing) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 2, "");
    const SmallDisk disk(place / "small");
    if (disk.is_mounted()) {
        const Outcome outcome = run(enliven(place / "in.mp4", place / "small" / "out.mp4"));
        EXPECT_EQ(outcome.exit_code, 6) << outcome.err;
        EXPECT_NE(outcome.one_line().find("out.mp4"), std::string::npos) << outcome.err;
        EXPECT_EQ(files_in(place / "small"), "");
    }
    // The same from a limit on the size of files, which is told another way by the system.
    const Outcome outcome = run(enliven(place / "in.mp4", place / "out.mp4"), "", "ulimit -f 32");
    EXPECT_EQ(outcome.exit_code, 6) << outcome.err;
    EXPECT_NE(outcome.one_line().find("out.mp4"), std::string::npos) << outcome.err;
    EXPECT_EQ(files_in(place.folder()), "in.mp4 small");
}

TEST(BadOutput, OnStandardOutputEndsWithSix) {
    EXPECT_EQ(run({"models"}, "", "exec >/dev/full").exit_code, 6);
}

TEST(AnOutputThatIsThere, IsKeptUnlessForced) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 0.5, "");
    const std::string portrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";
    const std::string video = (place / "in.mp4").string();
    const std::vector<std::vector<std::string>> commands = {
        {"enliven", video, "--emotion", "happy", "-o", (place / "out.mp4").string()},
        {"timeline", video, "--emotion", "happy", "-o", (place / "out.json").string()},
        {"transcribe", video, "-o", (place / "out.srt").string()},
        {"units", portrait, "-o", (place / "out.csv").string()},
        {"migrate", portrait, "--emotion", "happy", "-o", (place / "out.png").string()}};
    for (auto arguments : commands) {
        const std::string output = arguments.back();
        files::write_text(output, "precious");
        const Outcome refused = run(arguments);
        EXPECT_EQ(refused.exit_code, 6) << arguments[0];
        EXPECT_NE(refused.one_line().find("--force"), std::string::npos) << refused.err;
        EXPECT_EQ(files::read_text(output), "precious");
        arguments.emplace_back("--force");
        const int exit_code = run(arguments).exit_code;
        EXPECT_EQ(exit_code, arguments[0] == "transcribe" ? 4 : 0) << arguments[0];
        EXPECT_NE(files::read_text(output), "precious") << arguments[0];
    }
}

}  // namespace ganemotion::apps
