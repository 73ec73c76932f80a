#include "training/migration/migration_command.h"

#include <cstdio>
#include <memory>

#include <nlohmann/json.hpp>

#include "cfee/cfee_options.h"
#include "files/output_file.h"
#include "nn/model_files.h"
#include "training/migration/expressions_fit.h"
#include "training/migration/face_descriptor.h"
#include "training/migration/glasses_report.h"
#include "training/migration/identity_report.h"
#include "training/migration/likeness_report.h"
#include "training/migration/migrated_faces.h"
#include "training/migration/mouth_fit.h"
#include "training/migration/reading_report.h"
#include "training/migration/realism_report.h"
#include "training/migration/talking_report.h"
#include "training/migration/unit_arrival.h"
#include "training/migration/unit_report.h"

namespace ganemotion::training {

namespace {

migration::ExpressionLibrary library_of(const std::filesystem::path& file) {
    if (file.empty()) return migration::standard_expressions();
    return migration::expressions_from(nlohmann::ordered_json::parse(files::read_text(file), nullptr, false),
                                       file);
}

}  // namespace

void add_train_mouth(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "mouth", "ganemotion train mouth\n\nFits teeth and inner mouth to the open mouths of CFEE");
    auto options = std::make_shared<CfeeOptions>();
    auto output =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "skin" / "inner_mouth.safetensors");
    options->add_to(*command);
    command->add_option("-o,--output", *output, "weights file to write");
    command->callback([options, output] {
        const auto portraits = measured_portraits(*options);
        auto [weights, mouths, people] = fit_inner_mouth(portraits, options->data, {});
        nn::write_weights(weights, *output);
        const MouthFigures figures = mouth_figures(portraits, options->data, *output, {});
        char metrics[160];
        std::snprintf(metrics, sizeof metrics,
                      "%d unseen people: L1 %.1f of 255 (mean open mouth %.1f), %.0f %% of their gradients",
                      figures.people, figures.fitted, figures.mean, 100 * figures.gradients);
        weights.metadata = {{"name", "inner mouth"},
                            {"version", "1"},
                            {"licence", "MIT; trained on CFEE (research use)"},
                            {"trained_on", "CFEE, people whose number 7 does not divide"},
                            {"metrics", metrics}};
        nn::write_weights(weights, *output);
        std::printf("a mean of %d mouths of %d people; on %d open mouths of %s\n", mouths, people,
                    figures.pictures, metrics);
    });
}

void add_train_expressions(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "expressions", "ganemotion train expressions\n\nLearns the standard expressions from CFEE");
    auto cfee = std::make_shared<std::filesystem::path>(CfeeOptions().data);
    auto output = std::make_shared<std::filesystem::path>(nn::home() / "models" / "geometry" /
                                                          "standard_expressions.json");
    command->add_option("--data", *cfee, "folder of the CFEE portraits (labels.tsv, images/)");
    command->add_option("-o,--output", *output, "file to write");
    command->callback([cfee, output] {
        const FittedExpressions fitted = fit_expressions(*cfee, {});
        files::write_text(*output, migration::to_json(fitted.library).dump(2) + "\n");
        std::printf(
            "| emotion | posed pictures seen as meant | factor: migrated faces seen as meant |\n"
            "| --- | ---: | --- |\n");
        for (const auto& [emotion, trials] : fitted.trials) {
            std::printf("| %s | %.0f %% |", std::string(name_of(emotion)).c_str(),
                        100 * fitted.posed.at(emotion));
            for (const FactorTrial& trial : trials)
                std::printf(" %.2f: %.0f %%;", trial.factor, 100 * trial.seen);
            std::printf(" |\n");
        }
    });
}

namespace {

struct EvaluateArguments {
    std::filesystem::path cfee = CfeeOptions().data;
    std::filesystem::path expressions;
    std::filesystem::path sheet;
    std::vector<std::filesystem::path> clips;
    bool trained_on = false;
    bool reading_only = false;
    std::vector<std::filesystem::path> glasses;
    bool crop_clips = false;
    int most = 1000;
};

void compare_methods(const EvaluateArguments& arguments, const migration::ExpressionLibrary& expressions) {
    const std::vector<Method> methods = all_methods();
    const MigratedFaces faces =
        migrated_faces(arguments.cfee, arguments.trained_on ? People::kTrainedOn : People::kTest,
                       arguments.most, expressions, methods);
    if (!arguments.sheet.empty()) write_sheet(faces, arguments.sheet);
    print_reading(reading_figures(arguments.cfee, faces));
    if (arguments.reading_only) return;
    print_unit_arrival(unit_arrival(faces));
    if (FaceDescriptor::is_there()) print_identity(identity_figures(arguments.cfee, faces));
    print_realism(realism_figures(arguments.cfee, faces));
    print_likeness(likeness_figures(arguments.cfee, methods));
}

void run_evaluation(const EvaluateArguments& arguments) {
    const migration::ExpressionLibrary expressions = library_of(arguments.expressions);
    for (const auto& clip : arguments.glasses) print_glasses(clip, glasses_figures(clip, expressions));
    if (!arguments.glasses.empty()) return;
    compare_methods(arguments, expressions);
    for (const auto& clip : arguments.clips) {
        print_talking_figures(clip, talking_figures(clip, expressions, Space::kTexture));
        if (arguments.crop_clips)
            print_talking_figures(clip.stem().string() + ", GANimation",
                                  talking_figures(clip, expressions, Space::kCrop));
    }
    if (arguments.reading_only) return;
    print_crosstalk(crosstalk(arguments.cfee));
    print_turned_arrival(turned_arrival(arguments.cfee, expressions));
}

}  // namespace

void add_evaluate_migration(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand(
        "migration",
        "ganemotion evaluate migration\n\nWhat the expression ensemble sees in migrated faces, as Markdown");
    auto arguments = std::make_shared<EvaluateArguments>();
    command->add_option("--data", arguments->cfee, "folder of the CFEE portraits (labels.tsv, images/)");
    command->add_option("--expressions", arguments->expressions,
                        "expressions to show instead of the standard ones (JSON)");
    command->add_option("--sheet", arguments->sheet, "picture of the migrated faces to write");
    command->add_option("--clips", arguments->clips, "talking clips to show the six emotions on");
    command->add_option("--glasses", arguments->glasses,
                        "only how clips' glasses bend, and how sure it is that they are some");
    command->add_flag("--trained-on", arguments->trained_on,
                      "people trained on instead of test people: to choose by");
    command->add_flag("--crop-clips", arguments->crop_clips, "the clips in the space of crops, too");
    command->add_flag("--reading-only", arguments->reading_only, "what the ensemble sees alone");
    command->add_option("--most", arguments->most, "neutral pictures to migrate")
        ->check(CLI::Range(1, 100000));
    command->callback([arguments] { run_evaluation(*arguments); });
}

}  // namespace ganemotion::training
