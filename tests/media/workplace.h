#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "ganemotion/error.h"

namespace ganemotion::media {

/// A folder for the files of one test, removed with it.
class Workplace {
  public:
    Workplace();
    ~Workplace();
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

/// A clip of the shared data; empty where that folder is not there.
std::filesystem::path clip(const std::string& name);

/// Runs a shell command and gives what it printed on standard output; a failure fails the test.
std::string output_of(const std::string& command);

/// The same for ffmpeg and ffprobe with these arguments, quietly.
void ffmpeg(const std::string& arguments);
std::string ffprobe(const std::string& arguments);

/// The error that an action throws; fails the test if it throws none, or one that is not a line naming
/// `name`.
ErrorKind error_of(const std::function<void()>& action, const std::string& name = "");

}  // namespace ganemotion::media

/// The clip's path in `variable`, or the test is skipped.
#define CLIP_OR_SKIP(variable, name)                       \
    const auto variable = ::ganemotion::media::clip(name); \
    if (variable.empty()) GTEST_SKIP() << "the clips of ../shared/data are not on this machine"
