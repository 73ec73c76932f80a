#include <iostream>
#include <memory>

#include "command.h"
#include "ganemotion/timeline.h"
#include "pipeline/explanation.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples = "build/release/ganemotion explain out/demo_input.json\n";

}  // namespace

void add_explain(CLI::App& program) {
    CLI::App* command =
        add_command(program, "explain", "Tells why each segment of a timeline is what it is", kExamples);
    auto file = std::make_shared<std::filesystem::path>();
    command->add_option("timeline", *file, "Timeline file")->required();
    command->callback([file] { std::cout << pipeline::explain(read_timeline(*file)); });
}

}  // namespace ganemotion::apps
