#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "text/text_emotion.h"
#include "training/text/metrics.h"

namespace ganemotion::training {

struct EvaluateTextOptions {
    std::filesystem::path data;       ///< folder with the text data
    std::filesystem::path model;      ///< empty: the project's own
    std::filesystem::path reference;  ///< fp32 weights to compare the model with; empty: no comparison
    std::filesystem::path report;     ///< .md; the figures go to a .json beside it
    int threads = 1;
    std::size_t limit = 1'000'000;  ///< texts of each set, the first ones: for a quick look
};

/// One line of the report.
struct Measured {
    std::string what;
    text::Labels labels = text::Labels::kSpeech;
    Metrics metrics;
    std::optional<Metrics> reference;  ///< the same of the fp32 weights
};

/// How true the probabilities of a form of MELD dev are.
struct Calibration {
    std::string what;
    double error = 0;         ///< under the model's own temperatures, in which dev has a part
    double cross_fitted = 0;  ///< see cross_fitted()
    double chance = 0;        ///< what true probabilities would have
};

struct TextEvaluation {
    std::vector<Measured> measured;
    std::vector<Calibration> speech;
    double neutral_plain_sentences = 0;        ///< share
    std::vector<std::string> emotional_plain;  ///< the plain sentences that were taken for something else
    std::size_t plain_sentences = 0;
    double milliseconds = 0;  ///< processor time of a text of the tests, mean
};

/// Runs the program's own classifier over the test sets and writes the report.
void evaluate_text(const EvaluateTextOptions& options);

/// As Markdown and as JSON, both whole or not at all.
void write_report(const TextEvaluation& evaluation, const std::filesystem::path& file);

}  // namespace ganemotion::training
