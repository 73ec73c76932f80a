#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "media/workplace.h"

namespace ganemotion::apps {

/// How a run of the program ended.
struct Outcome {
    int exit_code = -1;  ///< 128 + signal where a signal ended it
    std::string out;
    std::string err;

    /// Standard error without its line end: what an error is to be.
    [[nodiscard]] std::string one_line() const;
    [[nodiscard]] std::vector<nlohmann::json> json_lines() const;  ///< of standard output
};

/// Runs the program with these arguments, in a shell where `before` has been run ("ulimit -f 100").
Outcome run(const std::vector<std::string>& arguments, const std::string& input = "",
            const std::string& before = "");

/// The names of all files in a folder, hidden ones too, sorted, with a space between.
std::string files_in(const std::filesystem::path& folder);

/// A video of the public-domain portrait. `sound`: "" for none, else an FFmpeg source like "anullsrc" or a
/// file.
void make_portrait_video(const std::filesystem::path& file, double seconds, const std::string& sound);

}  // namespace ganemotion::apps
