#include <iostream>

#include "command.h"
#include "pipeline/model_list.h"

namespace ganemotion::apps {

void add_models(CLI::App& program, Session& session) {
    CLI::App* command =
        add_command(program, "models", "Lists the weights: version, sha256, licence, data, metrics",
                    "build/release/ganemotion models\n");
    command->callback([&session] {
        const auto models = pipeline::list_models();
        std::cout << (session.machine_readable ? pipeline::to_json_lines(models) : pipeline::to_text(models));
    });
}

}  // namespace ganemotion::apps
