#pragma once

#include <string>

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
    int threads = 2;

    void add_to(CLI::App& command);
    [[nodiscard]] AnalyseOptions options() const;
};

/// "speaker", "largest", "all".
FaceChoice face_choice(const std::string& name);

/// Accepts the name of an emotion.
CLI::Validator emotion_name();

}  // namespace ganemotion::apps
