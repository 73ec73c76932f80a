#include "units/units_command.h"

#include <cmath>
#include <cstdio>
#include <memory>

#include "action_units/appearance_estimator.h"
#include "cfee/cfee_options.h"
#include "nn/model_files.h"
#include "units/appearance_report.h"
#include "units/expression_fit.h"
#include "units/likeness_fit.h"
#include "units/scores.h"
#include "units/units_fit.h"

namespace ganemotion::training {

namespace {

// A unit counts as present from this intensity on: between absent (0) and FACS intensity b (0.4).
constexpr float kPresent = 0.2F;

// The least that a person shows of a unit is their rest: estimates are moved there, as the program does over
// a clip.
Matrix from_rest(const Matrix& units, const PersonTable& table) {
    Matrix result = units;
    for (std::size_t i = 0; i < table.person.size(); ++i) {
        Eigen::Index neutral = -1;
        for (std::size_t k = 0; k < table.person.size(); ++k)
            if (table.person[k] == table.person[i] && table.emotion[k] == "Neutral")
                neutral = static_cast<Eigen::Index>(k);
        if (neutral >= 0) result.row(static_cast<Eigen::Index>(i)) -= units.row(neutral);
    }
    return result;
}

void print_units(const nn::Weights& weights, const PersonTable& table) {
    const std::vector<bool> test = rows_of_people(table, true);
    const Matrix relative = from_rest(relative_units(weights, table.features, table), table);
    const Matrix absolute = absolute_units(weights, table.features);
    const Matrix targets = unit_targets(table);

    std::printf(
        "| unit | fitted to | correlation, relative | correlation, no resting face | F1, relative |\n");
    std::printf("| --- | --- | ---: | ---: | ---: |\n");
    float f1_sum = 0;
    int manual = 0;
    for (std::size_t i = 0; i < kActionUnitCount; ++i) {
        const int unit = kActionUnits[i];
        const auto column = static_cast<Eigen::Index>(i);
        const auto rows = rows_for_unit(table, unit, test);
        const Eigen::VectorXf label = rows_of(targets.col(column), rows).col(0);
        const Eigen::VectorXf own = rows_of(relative.col(column), rows).col(0);
        const Eigen::VectorXf any = rows_of(absolute.col(column), rows).col(0);
        const Scores scores = scores_of(own, label, kPresent);
        const bool weak = leans_on_blendshape(unit);
        std::printf("| %s | %s | %.2f | %.2f | ", action_unit_name(unit).c_str(),
                    weak ? "blendshape" : "manual labels", scores.correlation,
                    scores_of(any, label, kPresent).correlation);
        if (weak) {
            std::printf("- |\n");
            continue;
        }
        std::printf("%.2f |\n", scores.f1);
        f1_sum += scores.f1;
        ++manual;
    }
    std::printf("\nMean F1 over the %d units with manual labels: %.3f\n", manual,
                f1_sum / static_cast<float>(manual));
}

void print_expression(const nn::Weights& weights, const PersonTable& table) {
    const Matrix units = absolute_units(weights, table.features);
    const std::vector<float> values = weights.at("expression").to_float();
    const Eigen::Map<const Matrix> classifier(values.data(), kEmotionCount, kActionUnitCount + 1);
    int right = 0;
    int all = 0;
    for (std::size_t i = 0; i < table.person.size(); ++i) {
        const auto emotion = basic_emotion(table.emotion[i]);
        if (!emotion || !is_test_person(table.person[i])) continue;
        const Eigen::VectorXf score =
            classifier.leftCols(kActionUnitCount) * units.row(static_cast<Eigen::Index>(i)).transpose() +
            classifier.col(kActionUnitCount);
        Eigen::Index best = 0;
        score.maxCoeff(&best);
        right += best == static_cast<Eigen::Index>(*emotion) ? 1 : 0;
        ++all;
    }
    std::printf("Posed basic emotions told apart by the units alone: %d of %d (%.1f %%)\n", right, all,
                100.0 * right / all);
}

PersonTable table_of(const CfeeOptions& options, MeanFace& mean_face) {
    const auto portraits = measured_portraits(options);
    std::vector<MeasuredPortrait> trained_on;
    for (const auto& portrait : portraits)
        if (!is_test_person(portrait.portrait.person)) trained_on.push_back(portrait);
    mean_face = fit_mean_face(trained_on);
    return person_table(portraits, mean_face);
}

/// What the fit of the appearance learns from: all portraits as they are, and the labelled ones of people to
/// train on with a damage each, by turns.
struct Views {
    Observations seen, damaged;
};

Views views_of(const CfeeOptions& options, const std::filesystem::path& kept) {
    const auto portraits = measured_portraits(options);
    std::vector<MeasuredPortrait> teaching;
    for (const auto& one : portraits)
        if (one.portrait.labelled && !is_test_person(one.portrait.person)) teaching.push_back(one);
    const std::vector<Damage> all = damages();
    const auto in_turn = [&](std::size_t i) -> const Damage& { return all[i % all.size()]; };
    const auto progress = [](std::size_t done, std::size_t count) {
        if (done % 200 == 0) std::fprintf(stderr, "observed %zu of %zu portraits\n", done, count);
    };
    const auto seen_file = kept / "unit_observations.safetensors";
    const auto damaged_file = kept / "unit_observations_damaged.safetensors";
    auto seen = read_observations(seen_file, portraits);
    if (!seen) write_observations(seen.emplace(observe(portraits, options.data, progress)), seen_file);
    auto damaged = read_observations(damaged_file, portraits);
    if (!damaged)
        write_observations(damaged.emplace(observe_damaged(teaching, options.data, in_turn, progress)),
                           damaged_file);
    return {std::move(*seen), std::move(*damaged)};
}

void describe(nn::Weights& weights) {
    std::string metrics = "cross-validated by person";
    for (const char* layer : {"upper.single", "upper.relative", "lower.single", "lower.relative"}) {
        const auto figures = weights.metadata.extract(std::string("cross_validated ") + layer);
        metrics.append("; ").append(layer).append(" ").append(figures.mapped());
    }
    weights.metadata = {{"name", "appearance"},
                        {"version", "1"},
                        {"licence", "MIT; trained on CFEE (research use)"},
                        {"trained_on", "CFEE, people whose number 7 does not divide"},
                        {"metrics", metrics}};
}

}  // namespace

void add_train_units(CLI::App& train) {
    CLI::App* command =
        train.add_subcommand("units", "ganemotion train units\n\nFits mean face and action units to CFEE");
    auto options = std::make_shared<CfeeOptions>();
    auto output =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "units" / "units.safetensors");
    options->add_to(*command);
    command->add_option("-o,--output", *output, "weights file to write");
    command->callback([options, output] {
        MeanFace mean_face;
        const PersonTable table = table_of(*options, mean_face);
        nn::Weights weights = fit_units(table, mean_face, rows_of_people(table, false), {});
        weights.metadata = {{"name", "units"},
                            {"licence", "MIT; trained on CFEE (research use)"},
                            {"trained_on", "CFEE, people whose number 7 does not divide"}};
        std::filesystem::create_directories(output->parent_path());
        nn::write_weights(weights, *output);
        print_units(weights, table);
        print_expression(weights, table);
    });
}

void add_train_appearance(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "appearance",
        "ganemotion train appearance\n\nFits the units that are read from shape and skin to CFEE");
    auto options = std::make_shared<CfeeOptions>();
    auto observations = std::make_shared<std::filesystem::path>(nn::home() / ".cache");
    auto output =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "units" / "appearance.safetensors");
    options->add_to(*command);
    command->add_option("--observations", *observations, "folder where what was seen is kept");
    command->add_option("-o,--output", *output, "weights file to write");
    command->callback([options, observations, output] {
        const Views views = views_of(*options, *observations);
        nn::Weights weights = fit_likeness(views.seen, views.damaged, {});
        describe(weights);
        std::filesystem::create_directories(output->parent_path());
        nn::write_weights(weights, *output);
        for (const auto& [name, text] : weights.metadata) std::printf("%s: %s\n", name.c_str(), text.c_str());
    });
}

void add_evaluate_units(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand(
        "units",
        "ganemotion evaluate units\n\nFigures of the action units on people never trained on, as Markdown");
    auto options = std::make_shared<CfeeOptions>();
    options->add_to(*command);
    command->callback([options] {
        MeanFace mean_face;
        const PersonTable table = table_of(*options, mean_face);
        const nn::Weights weights = nn::read_weights(nn::committed_model("units/units.safetensors"));
        print_units(weights, table);
        print_expression(weights, table);
        if (!action_units::AppearanceEstimator::is_there()) return;
        std::printf("\n");
        print_appearance_figures(measured_portraits(*options), options->data);
    });
}

}  // namespace ganemotion::training
