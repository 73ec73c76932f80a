#include <fstream>
#include <iostream>
#include <memory>

#include "command.h"
#include "files/output_file.h"
#include "pipeline/unit_table.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion units vendor/pictures/astronaut.png\n"
    "build/release/ganemotion units out/demo_input.mp4 -o out/demo_input.csv\n";

struct Arguments {
    std::vector<std::filesystem::path> files;
    std::filesystem::path output;
    std::filesystem::path resting;
    bool force = false;
};

void run(const Arguments& arguments, Session& session) {
    const Listener listener = session.listener();
    pipeline::Reporter reporter(listener);
    if (arguments.output.empty()) {
        pipeline::write_unit_table(arguments.files, arguments.resting, std::cout, reporter).require_all();
        return;
    }
    files::refuse_to_overwrite(arguments.output, arguments.force);
    files::OutputFile output(arguments.output);
    std::ofstream table(output.temporary_path());
    const pipeline::ReadFiles read =
        pipeline::write_unit_table(arguments.files, arguments.resting, table, reporter);
    table.close();
    if (!table) throw Error(ErrorKind::kUnwritableOutput, "cannot write " + arguments.output.string());
    output.commit();
    read.require_all();
}

}  // namespace

void add_units(CLI::App& program, Session& session) {
    CLI::App* command =
        add_command(program, "units", "Measures action units, as a table with OpenFace's columns", kExamples);
    auto arguments = std::make_shared<Arguments>();
    command->add_option("files", arguments->files, "Pictures or videos")->required();
    command->add_option("-o,--output", arguments->output, "CSV file to write; without it standard output")
        ->option_text("FILE");
    command->add_option("--resting", arguments->resting, "Picture of the person's neutral face")
        ->option_text("FILE");
    command->add_flag("--force", arguments->force, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
