#include <iostream>
#include <memory>

#include "command.h"
#include "pipeline/expression_lines.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion expression vendor/pictures/astronaut.png\n"
    "build/release/ganemotion expression out/demo_input.mp4\n";

struct Arguments {
    std::vector<std::filesystem::path> files;
    bool aligned = false;
};

}  // namespace

void add_expression(CLI::App& program, Session& session) {
    CLI::App* command = add_command(
        program, "expression", "Tells what faces show, in pictures and once a second in videos", kExamples);
    auto arguments = std::make_shared<Arguments>();
    command->add_option("files", arguments->files, "Pictures or videos")->required();
    command->add_flag("--aligned", arguments->aligned, "The pictures are crops of faces");
    command->callback([arguments, &session] {
        const Listener listener = session.listener();
        pipeline::Reporter reporter(listener);
        pipeline::write_expressions(arguments->files, arguments->aligned, std::cout, reporter).require_all();
    });
}

}  // namespace ganemotion::apps
