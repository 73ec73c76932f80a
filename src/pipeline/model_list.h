#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ganemotion::pipeline {

/// Weights that the program works with.
struct ModelEntry {
    std::string name;
    std::string version;
    std::filesystem::path file;  ///< below the project's folder, or where Debian installs it
    std::string sha256;          ///< empty: the file is missing
    std::string licence;
    std::string trained_on;
    std::string metrics;
};

/// All of them: those that this project trains (models/, by the metadata of their safetensors), then those
/// that scripts/setup installs.
std::vector<ModelEntry> list_models();

/// For a person to read.
std::string to_text(const std::vector<ModelEntry>& models);

/// JSON Lines, a model a line.
std::string to_json_lines(const std::vector<ModelEntry>& models);

}  // namespace ganemotion::pipeline
