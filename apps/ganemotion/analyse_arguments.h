#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "ganemotion/ganemotion.h"

namespace ganemotion::apps {

/// The arguments that say what is to be shown, of `enliven` and `timeline`.
struct AnalyseArguments {
    std::filesystem::path video;
    std::filesystem::path subtitles;
    std::string emotion;
    double intensity = 1;
    std::string face = "speaker";
    std::filesystem::path speech_model;
    std::string speech_engine = "local";
    int threads = 2;
    std::vector<std::string> rules;

    void add_to(CLI::App& command);
    [[nodiscard]] AnalyseOptions options() const;

    /// Of the rules that were turned. Throws Error(kUsage).
    [[nodiscard]] EaseOptions ease() const;
};

/// "speaker", "largest", "all".
FaceChoice face_choice(const std::string& name);

/// "local", "watson".
SpeechEngine speech_engine(const std::string& name);

/// Mounts --speech-engine.
void add_speech_engine(CLI::App& command, std::string& name);

/// Mounts --space.
void add_space_option(CLI::App& command, Space& space);

/// Accepts the name of an emotion.
CLI::Validator emotion_name();

}  // namespace ganemotion::apps
