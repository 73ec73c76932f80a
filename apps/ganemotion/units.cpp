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
    "build/release/ganemotion units out/demo_input.mp4 -o out/demo_input.csv --plot out/demo_units.svg\n";

struct Arguments {
    std::vector<std::filesystem::path> files;
    std::filesystem::path output;
    std::filesystem::path resting;
    std::filesystem::path plot;
    bool force = false;
};

void run(const Arguments& arguments, Session& session) {
    const Listener listener = session.listener();
    pipeline::Reporter reporter(listener);
    pipeline::UnitPlot plot;
    if (!arguments.plot.empty()) {
        if (arguments.files.size() != 1 || !pipeline::is_video(arguments.files.front()))
            throw Error(ErrorKind::kUsage, "--plot shows units over time: give one video");
        files::refuse_to_overwrite(arguments.plot, arguments.force);
    }
    const auto write_to = [&](std::ostream& table) {
        return pipeline::write_unit_table(arguments.files, arguments.resting, table, &plot, reporter);
    };
    pipeline::ReadFiles read;
    if (arguments.output.empty()) {
        read = write_to(std::cout);
    } else {
        files::refuse_to_overwrite(arguments.output, arguments.force);
        files::OutputFile output(arguments.output);
        std::ofstream table(output.temporary_path());
        read = write_to(table);
        table.close();
        if (!table) throw Error(ErrorKind::kUnwritableOutput, "cannot write " + arguments.output.string());
        output.commit();
    }
    if (!arguments.plot.empty() && !plot.is_empty())
        files::write_text(arguments.plot, plot.svg(arguments.files.front().filename().string()));
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
    command->add_option("--plot", arguments->plot, "SVG of the units of a video over time")
        ->option_text("FILE");
    command->add_flag("--force", arguments->force, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
