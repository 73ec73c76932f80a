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

std::string robustness_of(const ExpressionEvaluation& evaluation) {
    const Table& table = evaluation.disturbed;
    std::string text = fmt::format(
        "\n## Under disturbances ({} pictures of {}, what the program uses)\n\n"
        "| | accuracy | loss in points |\n| --- | ---: | ---: |\n",
        table.front().metrics.count, evaluation.disturbed_set);
    for (const auto& [what, metrics] : table)
        text += fmt::format("| {} | {:.1f} % | {:.1f} |\n", what, 100 * metrics.accuracy,
                            100 * (table.front().metrics.accuracy - metrics.accuracy));
    return text;
}

std::string leaks_of(const LeakFigures& leaks) {
    return fmt::format(
        "\n## What a test that is not clean would show\n\n"
        "| the stack of all members | accuracy |\n| --- | ---: |\n"
        "| PrivateTest without the {} pictures that are in the training data too ({} with the same label) | "
        "{:.1f} % |\n"
        "| PrivateTest, stack fitted on the predictions for training pictures | {:.1f} % |\n"
        "| PrivateTest, stack fitted on PrivateTest itself | {:.1f} % |\n"
        "| pictures that the members were trained on | {:.1f} % |\n"
        "| PrivateTest, boosted trees over VGG16's features fitted on PrivateTest itself | {:.1f} % |\n\n"
        "Published are 78.5 %. Duplicates do not explain them, nor does a stack fitted on what it is tested "
        "on: it has too few\nparameters. Members fitted to the tested pictures themselves, as the trees of "
        "the "
        "last row, reach such figures at once.\n",
        leaks.duplicates, leaks.labelled_alike, 100 * leaks.without_duplicates,
        100 * leaks.stacked_on_training, 100 * leaks.stacked_on_test, 100 * leaks.on_training_data,
        100 * leaks.trees_on_test);
}

std::string storage_of(const StorageFigures& storage) {
    return fmt::format(
        "\n## Storage\n\nThe committed stack on PublicTest, which it was fitted on. Matrices of 8 bits have "
        "a "
        "scale a row and are unfolded at the start, so speed is the same.\n\n"
        "| backbones stored as | all files | labels | FER+ majority |\n| --- | ---: | ---: | ---: |\n"
        "| half precision | {:.1f} MB | {:.2f} % | {:.2f} % |\n| int8 | {:.1f} MB | {:.2f} % | {:.2f} % |\n",
        storage.half_megabytes, 100 * storage.half, 100 * storage.half_majority, storage.int8_megabytes,
        100 * storage.int8, 100 * storage.int8_majority);
}

constexpr const char* kIntroduction =
    R"(# Expression: figures

Written by `ganemotion evaluate expression`; the model is described in [models/expression/README.md](../../models/expression/README.md).
Members, rounds and combinations were chosen on PublicTest, where stacks are judged out of fold; that votes take half of the
targets was decided after a first look at PrivateTest (see the card).
Every picture is seen with its mirror image. A name without a sign is a backbone with its softmax, one with a sign the
head over the features of its last pooling layer. "Heads in sequence" are the published members, in the published order, each
fitted with raised weights on what the one before got wrong (SAMME); their backbones were not retrained for that. HLAC, Gabor
filters and LBP are the classical baselines, fitted to the original labels. HLAC and LBP saw all training pictures, Gabor filters and
the heads in sequence 14,000 of them.
)";

std::string markdown(const ExpressionEvaluation& evaluation) {
    std::string text = kIntroduction;
    if (!evaluation.used.empty()) text += "The program uses the " + evaluation.used + ".\n";
    text += table_of("PrivateTest, original labels", evaluation.private_test);
    text += table_of("PrivateTest, FER+ majority", evaluation.majority);
    text += table_of("PublicTest, original labels", evaluation.public_test);
    text += table_of("CFEE, basic emotions, no training on it", evaluation.cfee);
    text += robustness_of(evaluation);
    if (!evaluation.private_test.empty()) {
        text += leaks_of(evaluation.leaks);
        for (const auto& [what, metrics] : evaluation.private_test)
            if (what == evaluation.used) text += confusion_of(what + ", PrivateTest", metrics);
    }
    text += storage_of(evaluation.storage);
    text += framing_of(evaluation.framing);
    return text +
           fmt::format(
               "\n## Time\n\n{:.1f} ms a face on one thread of a machine that trains beside, all members, "
               "both views.\n",
               evaluation.milliseconds);
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

std::string framing_of(const Framing& framing) {
    const auto row = [](const char* what, const Framing::Spread& spread) {
        return fmt::format("| {} | {:.3f} | {:.3f} | {:.3f} |\n", what, spread.low, spread.median,
                           spread.high);
    };
    std::string text = fmt::format(
        "\n## FER2013's framing\n\nOf {} pictures of PublicTest, enlarged, the mesh sees a face in {}; in "
        "shares of the picture's side:\n\n"
        "| | lower quartile | median | upper quartile |\n| --- | ---: | ---: | ---: |\n",
        framing.pictures, framing.with_mesh);
    text += row("size (eyes to eyes, eyes to mouth)", framing.size);
    text += row("eyes above the middle", framing.eyes_above);
    text += row("eyes right of the middle", framing.eyes_right);
    if (framing.as_they_are > 0)
        text += fmt::format(
            "\nAccuracy on these pictures: {:.1f} % as they are, {:.1f} % framed anew by the mesh as a "
            "video's face is, {:.1f} % by the mean of both.\n",
            100 * framing.as_they_are, 100 * framing.framed, 100 * framing.both);
    return text;
}

void write_report(const ExpressionEvaluation& evaluation, const std::filesystem::path& file) {
    const Framing& framing = evaluation.framing;
    const auto spread = [](const Framing::Spread& values) {
        return nlohmann::ordered_json{values.low, values.median, values.high};
    };
    const LeakFigures& leaks = evaluation.leaks;
    const nlohmann::ordered_json json = {{"used", evaluation.used},
                                         {"private_test", json_of(evaluation.private_test)},
                                         {"private_test_majority", json_of(evaluation.majority)},
                                         {"public_test", json_of(evaluation.public_test)},
                                         {"cfee", json_of(evaluation.cfee)},
                                         {"disturbed", json_of(evaluation.disturbed)},
                                         {"leaks",
                                          {{"duplicates", leaks.duplicates},
                                           {"labelled_alike", leaks.labelled_alike},
                                           {"without_duplicates", leaks.without_duplicates},
                                           {"on_training_data", leaks.on_training_data},
                                           {"stacked_on_training", leaks.stacked_on_training},
                                           {"stacked_on_test", leaks.stacked_on_test},
                                           {"trees_on_test", leaks.trees_on_test}}},
                                         {"storage",
                                          {{"half_megabytes", evaluation.storage.half_megabytes},
                                           {"int8_megabytes", evaluation.storage.int8_megabytes},
                                           {"half", evaluation.storage.half},
                                           {"int8", evaluation.storage.int8},
                                           {"half_majority", evaluation.storage.half_majority},
                                           {"int8_majority", evaluation.storage.int8_majority}}},
                                         {"milliseconds", evaluation.milliseconds},
                                         {"framing",
                                          {{"pictures", framing.pictures},
                                           {"with_mesh", framing.with_mesh},
                                           {"size", spread(framing.size)},
                                           {"eyes_above", spread(framing.eyes_above)},
                                           {"eyes_right", spread(framing.eyes_right)},
                                           {"accuracy_as_they_are", framing.as_they_are},
                                           {"accuracy_framed", framing.framed},
                                           {"accuracy_both", framing.both}}}};
    files::write_text(file, markdown(evaluation));
    files::write_text(std::filesystem::path(file).replace_extension(".json"), json.dump(1) + "\n");
}

}  // namespace ganemotion::training
