#include "face/face_command.h"

#include <memory>

#include "cfee/cfee_options.h"
#include "face/mesh_report.h"
#include "face/turned_report.h"

namespace ganemotion::training {

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
    command->callback([options, every, turned_only] {
        if (!*turned_only) print_mesh_figures(options->data, *every);
        print_turned_figures(options->data);
    });
}

}  // namespace ganemotion::training
