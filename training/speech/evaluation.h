#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "speech/composition.h"
#include "speech/scoring.h"

namespace ganemotion::training {

struct SpeechEvaluationOptions {
    /// Debian's pocketsphinx-testdata.
    std::filesystem::path read_speech = "/usr/share/pocketsphinx/test/data";
    std::vector<std::string> voices = {"en-us+Annie", "gmw/en", "en-us+Mike", "en-gb-scotland+f2"};
    int words_per_minute = 150;  ///< of the voices: of someone who reads aloud
    std::size_t sentences = 28;  ///< of a voice: with pauses they fill two minutes
    std::vector<double> pauses = {0, 0.2, 0.5, 1};
    Seconds length{120};            ///< of a composition
    std::filesystem::path model{};  ///< of speech; empty: the program's own
    int threads = 1;
};

/// A composition and what became of it.
struct SpeechFigures {
    std::string speaker;
    double pause = 0;
    Background background{};
    WordErrors errors;        ///< of the recogniser
    WordErrors plain_errors;  ///< of the engine that gets every sentence by itself
    TimeErrors times;
    double real_time = 0;  ///< seconds of work a second of sound
};

std::vector<SpeechFigures> evaluate_speech(const SpeechEvaluationOptions& options,
                                           const std::function<void(const SpeechFigures&)>& tell);

/// The figures as Markdown.
std::string speech_report(const std::vector<SpeechFigures>& figures);

}  // namespace ganemotion::training
