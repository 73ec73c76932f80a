#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "training/expression/evaluation.h"

namespace ganemotion::training {
namespace {

using Table = std::vector<MeasuredClassifier>;

/// The means over the emotions that occur or are answered.
struct MacroFigures {
    double precision = 0, recall = 0;
};

MacroFigures macro_figures(const Metrics& metrics) {
    MacroFigures figures;
    std::size_t labelled_classes = 0;
    for (std::size_t c = 0; c < kEmotionCount; ++c) {
        double labelled = 0, answered = 0;
        for (std::size_t other = 0; other < kEmotionCount; ++other) {
            labelled += static_cast<double>(metrics.confusion[c][other]);
            answered += static_cast<double>(metrics.confusion[other][c]);
        }
        const auto right = static_cast<double>(metrics.confusion[c][c]);
        if (labelled == 0) continue;
        ++labelled_classes;
        figures.recall += right / labelled;
        figures.precision += answered > 0 ? right / answered : 0;
    }
    if (labelled_classes == 0) return figures;
    figures.precision /= static_cast<double>(labelled_classes);
    figures.recall /= static_cast<double>(labelled_classes);
    return figures;
}

std::string table_of(const std::string& title, const Table& table) {
    if (table.empty()) return "";
    std::string text = fmt::format(
        "\n## {} ({} pictures)\n\n| | accuracy | macro precision | macro recall | macro F1 |\n"
        "| --- | ---: | ---: | ---: | ---: |\n",
        title, table.front().metrics.count);
    for (const auto& [what, metrics] : table) {
        const MacroFigures figures = macro_figures(metrics);
        text += fmt::format("| {} | {:.1f} % | {:.3f} | {:.3f} | {:.3f} |\n", what, 100 * metrics.accuracy,
                            figures.precision, figures.recall, metrics.macro_f1);
    }
    return text;
}

std::string confusion_of(const std::string& title, const Metrics& metrics) {
    std::string text = fmt::format("\n### {}: labels (rows) and answers (columns)\n\n| |", title);
    std::string rule = "| --- |";
    for (const Emotion emotion : kEmotions) {
        text += fmt::format(" {} |", name_of(emotion));
        rule += " ---: |";
    }
    text += "\n" + rule + "\n";
    for (const Emotion emotion : kEmotions) {
        text += fmt::format("| {} |", name_of(emotion));
        for (const std::size_t count : metrics.confusion[static_cast<std::size_t>(emotion)])
            text += fmt::format(" {} |", count);
        text += "\n";
    }
    return text;
}

std::string robustness_of(const Table& table) {
    std::string text = fmt::format(
        "\n## Under disturbances (plain average, the first {} pictures of PublicTest)\n\n"
        "| | accuracy | loss in points |\n| --- | ---: | ---: |\n",
        table.front().metrics.count);
    for (const auto& [what, metrics] : table)
        text += fmt::format("| {} | {:.1f} % | {:.1f} |\n", what, 100 * metrics.accuracy,
                            100 * (table.front().metrics.accuracy - metrics.accuracy));
    return text;
}

std::string markdown(const ExpressionEvaluation& evaluation) {
    std::string text =
        "# Expression: figures\n\n"
        "Written by `ganemotion evaluate expression`; the model is described in "
        "models/expression/README.md.\n"
        "PublicTest chose the weights' schedule; its stack is judged out of fold. PrivateTest chose "
        "nothing.\n"
        "Every picture is seen with its mirror image.\n";
    text += table_of("PrivateTest, original labels", evaluation.private_test);
    text += table_of("PrivateTest, FER+ majority", evaluation.majority);
    text += table_of("PublicTest, original labels", evaluation.public_test);
    text += table_of("CFEE, basic emotions of the test people", evaluation.cfee);
    text += robustness_of(evaluation.disturbed);
    if (!evaluation.private_test.empty())
        text += confusion_of("stack, PrivateTest", evaluation.private_test.back().metrics);
    text += fmt::format(
        "\n## Time and framing\n\n{:.1f} ms a face on a busy machine, one thread, all members, both "
        "views.\n\nIn {} "
        "enlarged pictures of FER2013 the mesh sees a face: its size is {:.3f} of the picture's side, the "
        "eyes are "
        "{:.3f} of it above the middle (medians).\n",
        evaluation.milliseconds, evaluation.framed, evaluation.size, evaluation.eyes_above);
    return text;
}

nlohmann::ordered_json json_of(const Table& table) {
    nlohmann::ordered_json lines = nlohmann::ordered_json::array();
    for (const auto& [what, metrics] : table) {
        const MacroFigures figures = macro_figures(metrics);
        lines.push_back({{"classifier", what},
                         {"pictures", metrics.count},
                         {"accuracy", metrics.accuracy},
                         {"macro_precision", figures.precision},
                         {"macro_recall", figures.recall},
                         {"macro_f1", metrics.macro_f1},
                         {"confusion", metrics.confusion}});
    }
    return lines;
}

}  // namespace

void write_report(const ExpressionEvaluation& evaluation, const std::filesystem::path& file) {
    const nlohmann::ordered_json json = {{"private_test", json_of(evaluation.private_test)},
                                         {"private_test_majority", json_of(evaluation.majority)},
                                         {"public_test", json_of(evaluation.public_test)},
                                         {"cfee", json_of(evaluation.cfee)},
                                         {"disturbed", json_of(evaluation.disturbed)},
                                         {"milliseconds", evaluation.milliseconds},
                                         {"framed_pictures", evaluation.framed},
                                         {"face_size", evaluation.size},
                                         {"eyes_above_middle", evaluation.eyes_above}};
    files::write_text(file, markdown(evaluation));
    files::write_text(std::filesystem::path(file).replace_extension(".json"), json.dump(1) + "\n");
}

}  // namespace ganemotion::training
