#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "training/text/evaluation.h"

namespace ganemotion::training {
namespace {

std::string table_of_figures(const TextEvaluation& evaluation) {
    std::string text =
        "| texts | number | accuracy | weighted F1 | macro F1 | calibration error |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n";
    for (const auto& [what, labels, metrics, reference] : evaluation.measured)
        text += fmt::format("| {} | {} | {:.1f} % | {:.3f} | {:.3f} | {:.3f} |\n", what, metrics.count,
                            100 * metrics.accuracy, metrics.weighted_f1, metrics.macro_f1,
                            metrics.calibration_error);
    return text;
}

/// Which measurement has which beside it to be compared with, and what the difference tells.
struct Comparison {
    const char* what;
    const char* one;
    const char* other;
};

constexpr std::array kComparisons = {
    Comparison{"the sentences before help on MELD dev by", "MELD dev, with the sentences before",
               "MELD dev, each sentence alone"},
    Comparison{"without case and punctuation, MELD dev with the sentences before changes by",
               "MELD dev, lower case without punctuation, with the sentences before",
               "MELD dev, with the sentences before"},
    Comparison{"with a recogniser's errors, MELD dev with the sentences before changes by",
               "MELD dev, with a recogniser's errors, with the sentences before",
               "MELD dev, with the sentences before"},
    Comparison{"without case and punctuation, MELD dev changes by",
               "MELD dev, lower case without punctuation", "MELD dev, each sentence alone"},
    Comparison{"with a recogniser's errors, MELD dev changes by", "MELD dev, with a recogniser's errors",
               "MELD dev, each sentence alone"},
    Comparison{"without case and punctuation, GoEmotions test changes by",
               "GoEmotions test, lower case without punctuation", "GoEmotions test"},
    Comparison{"without case and punctuation, tweets of 13 classes change by",
               "Tweets, 13 classes, lower case without punctuation", "Tweets, 13 classes"},
    Comparison{"without case and punctuation, tweets of 7 classes change by",
               "Tweets, 7 classes, lower case without punctuation", "Tweets, 7 classes"}};

std::string comparisons(const TextEvaluation& evaluation) {
    const auto found = [&](const char* what) -> const Metrics& {
        return std::find_if(evaluation.measured.begin(), evaluation.measured.end(),
                            [&](const Measured& measured) { return measured.what == what; })
            ->metrics;
    };
    std::string text =
        "\n## What context and the recogniser's form are worth\n\n"
        "| | points of accuracy | weighted F1 | macro F1 |\n| --- | ---: | ---: | ---: |\n";
    for (const auto& [what, one, other] : kComparisons)
        text += fmt::format("| {} | {:+.1f} | {:+.3f} | {:+.3f} |\n", what,
                            100 * (found(one).accuracy - found(other).accuracy),
                            found(one).weighted_f1 - found(other).weighted_f1,
                            found(one).macro_f1 - found(other).macro_f1);
    return text;
}

std::string calibration_of_speech(const TextEvaluation& evaluation) {
    std::string text =
        "\n## Calibration of speech\n\n"
        "MELD dev's dialogues have a part in the temperatures of speech: the validation's 522 sentences "
        "are "
        "too few\n"
        "and easier. (Accuracy and F1 do not depend on a temperature.) So each half of dev's dialogues was "
        "answered under the\n"
        "temperature that was fitted on the validation and the other half. By chance: what probabilities "
        "that "
        "are true have.\n\n"
        "| texts | calibration error | cross-fitted | by chance |\n| --- | ---: | ---: | ---: |\n";
    for (const auto& [what, error, cross_fitted, chance] : evaluation.speech)
        text += fmt::format("| {} | {:.3f} | {:.3f} | {:.3f} |\n", what, error, cross_fitted, chance);
    return text;
}

/// What the int8 weights cost.
std::string rounding(const TextEvaluation& evaluation) {
    std::string text;
    for (const auto& [what, labels, metrics, reference] : evaluation.measured)
        if (reference)
            text += fmt::format("| {} | {:.2f} % | {:.2f} % | {:+.2f} | {:+.4f} |\n", what,
                                100 * reference->accuracy, 100 * metrics.accuracy,
                                100 * (metrics.accuracy - reference->accuracy),
                                metrics.macro_f1 - reference->macro_f1);
    if (text.empty()) return text;
    return "\n## The int8 weights against the fp32 ones they were made from\n\n"
           "| texts | accuracy fp32 | int8 | difference in points | of macro F1 |\n"
           "| --- | ---: | ---: | ---: | ---: |\n" +
           text;
}

std::string confusion_table(const Measured& measured) {
    const auto& classes = text::class_names(measured.labels);
    std::string text = fmt::format("\n## {}: labels (rows) and answers (columns)\n\n| |", measured.what);
    std::string rule = "| --- |";
    for (const std::string& name : classes) {
        text += " " + name + " |";
        rule += " ---: |";
    }
    text += " F1 |\n" + rule + " ---: |\n";
    for (std::size_t label = 0; label < classes.size(); ++label) {
        text += "| " + classes[label] + " |";
        for (const std::size_t count : measured.metrics.confusion[label]) text += fmt::format(" {} |", count);
        text += fmt::format(" {:.3f} |\n", measured.metrics.f1[label]);
    }
    return text;
}

std::string markdown(const TextEvaluation& evaluation) {
    std::string text =
        "# Text emotion: figures\n\n"
        "Written by `ganemotion evaluate text`; the model is described in models/text/README.md. None of "
        "these texts\n"
        "was trained on or chose weights. A text with several labels counts as answered rightly if the "
        "answer is one\n"
        "of them. Calibration error: expected, 15 bins. GoEmotions is answered as posts, by a head of its "
        "own.\n\n";
    text += table_of_figures(evaluation);
    text += fmt::format(
        "\nPlain sentences (news, instructions, narration; training/text/plain_sentences.txt): {:.1f} % of "
        "{} are neutral.\n",
        100 * evaluation.neutral_plain_sentences, evaluation.plain_sentences);
    for (const std::string& sentence : evaluation.emotional_plain) text += "- " + sentence + "\n";
    text += comparisons(evaluation) + calibration_of_speech(evaluation) + rounding(evaluation);
    text += fmt::format("\nProcessor time for a text of these sets: {:.1f} ms in the mean.\n",
                        evaluation.milliseconds);
    for (const Measured& measured : evaluation.measured) text += confusion_table(measured);
    return text;
}

nlohmann::ordered_json json(const TextEvaluation& evaluation) {
    nlohmann::ordered_json sets = nlohmann::ordered_json::array();
    for (const auto& [what, labels, metrics, reference] : evaluation.measured) {
        sets.push_back({{"texts", what},
                        {"number", metrics.count},
                        {"accuracy", metrics.accuracy},
                        {"weighted_f1", metrics.weighted_f1},
                        {"macro_f1", metrics.macro_f1},
                        {"calibration_error", metrics.calibration_error},
                        {"classes", text::class_names(labels)},
                        {"f1", metrics.f1},
                        {"confusion", metrics.confusion}});
        if (reference) sets.back()["fp32_accuracy"] = reference->accuracy;
        if (reference) sets.back()["fp32_macro_f1"] = reference->macro_f1;
    }
    nlohmann::ordered_json speech = nlohmann::ordered_json::array();
    for (const auto& [what, error, cross_fitted, chance] : evaluation.speech)
        speech.push_back({{"texts", what},
                          {"calibration_error", error},
                          {"cross_fitted", cross_fitted},
                          {"by_chance", chance}});
    return {{"sets", sets},
            {"calibration_of_speech", speech},
            {"plain_sentences", evaluation.plain_sentences},
            {"plain_sentences_neutral", evaluation.neutral_plain_sentences},
            {"milliseconds", evaluation.milliseconds}};
}

}  // namespace

void write_report(const TextEvaluation& evaluation, const std::filesystem::path& file) {
    files::write_text(file, markdown(evaluation));
    files::write_text(std::filesystem::path(file).replace_extension(".json"),
                      json(evaluation).dump(1) + "\n");
}

}  // namespace ganemotion::training
