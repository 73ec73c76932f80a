#include "face/face_command.h"

#include <cstdio>
#include <memory>

#include "cfee/cfee_options.h"
#include "face/covered_report.h"
#include "face/found_report.h"
#include "face/identity_fit.h"
#include "face/identity_report.h"
#include "face/mesh_report.h"
#include "face/scene_report.h"
#include "face/turned_report.h"
#include "face/turning_clips_report.h"
#include "face/turning_fit.h"
#include "nn/model_files.h"

namespace ganemotion::training {

void add_train_turning(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "turning",
        "ganemotion train turning\n\nFits what makes turned heads read as they would from the front");
    auto data = std::make_shared<std::filesystem::path>(CfeeOptions().data);
    auto output =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "units" / "turning.safetensors");
    auto options = std::make_shared<TurningFitOptions>();
    command->add_option("--data", *data, "folder of the CFEE portraits");
    command->add_option("--every", options->every, "one portrait in so many")->capture_default_str();
    command->add_option("--seed", options->seed, "of the angles")->capture_default_str();
    command->add_option("-o,--output", *output, "weights file to write");
    command->callback([data, output, options] {
        nn::Weights weights = fit_turning(*data, *options, [](std::size_t done, std::size_t all) {
            if (done % 50 == 0) std::fprintf(stderr, "turned %zu of %zu portraits\n", done, all);
        });
        weights.metadata = {{"name", "turning"},
                            {"licence", "MIT; trained on CFEE (research use)"},
                            {"trained_on",
                             "CFEE, people whose number 7 does not divide, turned through "
                             "their meshes"}};
        std::filesystem::create_directories(output->parent_path());
        nn::write_weights(weights, *output);
    });
}

void add_train_identity(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "identity", "ganemotion train identity\n\nFits what tells people apart, whatever their faces do");
    auto cfee = std::make_shared<CfeeOptions>();
    auto strangers = std::make_shared<std::filesystem::path>(cfee->data / ".." / "utkface" / "images");
    auto output =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "face" / "identity.safetensors");
    auto options = std::make_shared<IdentityFitOptions>();
    cfee->add_to(*command);
    command->add_option("--strangers", *strangers, "folder of pictures, each of another person");
    command->add_option("--every-portrait", options->every_portrait, "one in so many")->capture_default_str();
    command->add_option("--every-stranger", options->every_stranger, "one in so many")->capture_default_str();
    command->add_option("-o,--output", *output, "weights file to write");
    command->callback([cfee, strangers, output, options] {
        const IdentityRows rows =
            identity_rows(*cfee, *strangers, *options, [](std::size_t done, std::size_t all) {
                if (done % 200 == 0) std::fprintf(stderr, "saw %zu of %zu pictures\n", done, all);
            });
        nn::Weights weights = fit_identity(rows, *options);
        weights.metadata = {{"name", "identity"},
                            {"version", "1"},
                            {"licence", "MIT; trained on CFEE and UTKFace (research use)"},
                            {"trained_on",
                             "CFEE, people whose number 7 does not divide, and a third of 6,000 pictures of "
                             "UTKFace"}};
        std::filesystem::create_directories(output->parent_path());
        nn::write_weights(weights, *output);
    });
}

void add_evaluate_face(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand(
        "face",
        "ganemotion evaluate face\n\nHow exact the mesh is on people never trained on, by way of looking");
    auto options = std::make_shared<CfeeOptions>();
    auto every = std::make_shared<int>(1);
    command->add_option("--data", options->data, "folder of the CFEE portraits");
    command->add_option("--every", *every, "fit to one person in so many; 1: all");
    auto turned_only = std::make_shared<bool>(false);
    command->add_flag("--turned", *turned_only, "only the units of turned pictures");
    auto covered = std::make_shared<bool>(false);
    auto clips = std::make_shared<std::filesystem::path>();
    command->add_flag("--covered", *covered, "only what fades where something covers faces");
    command->add_option("--clips", *clips,
                        "a folder of videos: with --covered, in which nothing does; with --turned, whose "
                        "heads turn");
    auto found = std::make_shared<bool>(false);
    command->add_flag("--found", *found, "only which faces are found: small, tilted and turned ones");
    auto identities = std::make_shared<bool>(false);
    command->add_flag("--identities", *identities, "only who is told from whom in pictures");
    auto scenes = std::make_shared<std::filesystem::path>();
    command->add_option("--scenes", *scenes,
                        "only who keeps their number, in scenes made of a folder's clips");
    command->callback([options, every, turned_only, covered, clips, found, identities, scenes] {
        if (*identities) return print_identity_figures(*options);
        if (!scenes->empty()) return print_scene_figures(*scenes);
        if (*found) return print_found_figures(options->data);
        if (*covered) return print_covered_figures(options->data, *clips);
        if (!*turned_only) print_mesh_figures(options->data, *every);
        print_turned_figures(options->data);
        if (!clips->empty()) print_turning_clips(*clips);
    });
}

}  // namespace ganemotion::training
