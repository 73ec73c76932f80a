#include "files/output_file.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>

#include "ganemotion/error.h"

namespace ganemotion::files {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public ::testing::Test {
  protected:
    OutputFileTest() {
        std::string name = (fs::temp_directory_path() / "output_file_test-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~OutputFileTest() override { fs::remove_all(folder_); }

    [[nodiscard]] std::ptrdiff_t files_in_folder() const {
        return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
    }

    fs::path folder_;
};

ErrorKind kind_of_error(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << "one line";
        return error.kind();
    }
    ADD_FAILURE() << "no error";
    return ErrorKind::kUsage;
}

TEST_F(OutputFileTest, AppearsOnlyWhenCommitted) {
    const fs::path path = folder_ / "talk.mp4";
    OutputFile output(path);
    std::ofstream(output.temporary_path()) << "whole";
    EXPECT_EQ(output.temporary_path().extension(), ".mp4");
    EXPECT_EQ(output.temporary_path().parent_path(), folder_);
    EXPECT_FALSE(fs::exists(path));
    output.commit();
    EXPECT_EQ(read_text(path), "whole");
    EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(OutputFileTest, LeavesWhatWasThereWhenNotCommitted) {
    const fs::path path = folder_ / "talk.mp4";
    write_text(path, "before");
    {
        OutputFile output(path);
        std::ofstream(output.temporary_path()) << "half";
    }
    EXPECT_EQ(read_text(path), "before");
    EXPECT_EQ(files_in_folder(), 1);
}

TEST_F(OutputFileTest, ReplacesWhatALinkPointsTo) {
    write_text(folder_ / "real.txt", "old");
    fs::create_symlink("real.txt", folder_ / "link.txt");
    write_text(folder_ / "link.txt", "new");
    EXPECT_TRUE(fs::is_symlink(folder_ / "link.txt"));
    EXPECT_EQ(read_text(folder_ / "real.txt"), "new");
}

TEST_F(OutputFileTest, TakesTheLongestNameThatTheFileSystemTakes) {
    const fs::path path = folder_ / (std::string(251, 'n') + ".txt");
    write_text(path, "text");
    EXPECT_EQ(read_text(path), "text");
}

TEST_F(OutputFileTest, RefusesWhatIsNoPlaceForAFile) {
    EXPECT_EQ(kind_of_error([&] { OutputFile(folder_ / "missing" / "talk.mp4"); }),
              ErrorKind::kUnwritableOutput);
    EXPECT_EQ(kind_of_error([&] { OutputFile{folder_}; }), ErrorKind::kUnwritableOutput);
    EXPECT_EQ(kind_of_error([&] { OutputFile("/dev/null"); }), ErrorKind::kUnwritableOutput);
    EXPECT_EQ(kind_of_error([&] { OutputFile("/proc/talk.mp4"); }), ErrorKind::kUnwritableOutput);
}

TEST_F(OutputFileTest, SaysThatTheDiskIsFullAndLeavesNothing) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full on this machine";
    EXPECT_EQ(kind_of_error([] { write_text("/dev/full", "text"); }), ErrorKind::kUnwritableOutput);
    EXPECT_TRUE(fs::exists("/dev/full"));
}

TEST_F(OutputFileTest, WritesToADeviceWithoutReplacingIt) {
    write_text("/dev/null", "text");
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(OutputFileTest, NamesTheFileThatCanNotBeRead) {
    EXPECT_EQ(kind_of_error([&] { read_text(folder_ / "missing.txt"); }), ErrorKind::kUnreadableInput);
    EXPECT_EQ(kind_of_error([&] { read_text(folder_); }), ErrorKind::kUnreadableInput);
    try {
        read_text(folder_ / "missing.txt");
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("missing.txt"), std::string::npos);
    }
}

TEST_F(OutputFileTest, OverwritesNothingWithoutForce) {
    const fs::path path = folder_ / "talk.mp4";
    refuse_to_overwrite(path, false);
    write_text(path, "old");
    EXPECT_EQ(kind_of_error([&] { refuse_to_overwrite(path, false); }), ErrorKind::kUnwritableOutput);
    refuse_to_overwrite(path, true);
    refuse_to_overwrite("/dev/null", false);
}

TEST_F(OutputFileTest, KeepsEveryByteOfAText) {
    std::string bytes(70000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7);
    write_text(folder_ / "bytes", bytes);
    EXPECT_EQ(read_text(folder_ / "bytes"), bytes);
    write_text(folder_ / "empty", "");
    EXPECT_EQ(read_text(folder_ / "empty"), "");
}

}  // namespace
}  // namespace ganemotion::files
