#include <iostream>
#include <memory>

#include "analyse_arguments.h"
#include "command.h"
#include "files/output_file.h"
#include "sync/timeline_table.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion timeline out/demo_input.mp4 -o out/demo_input.json\n"
    "build/release/ganemotion timeline out/demo_input.mp4\n";

struct Arguments {
    AnalyseArguments analyse;
    std::filesystem::path output;
    bool force = false;
};

void write(const Timeline& timeline, const std::filesystem::path& output) {
    if (output.empty())
        std::cout << to_json(timeline);
    else
        write_timeline(timeline, output);
}

void run(const Arguments& arguments, Session& session) {
    if (!arguments.output.empty()) {
        files::refuse_to_overwrite(arguments.output, arguments.force);
        const files::OutputFile can_be_written(arguments.output);
    }
    try {
        const Timeline timeline =
            analyse(arguments.analyse.video, arguments.analyse.options(), session.listener());
        write(timeline, arguments.output);
        if (!arguments.output.empty() && !session.machine_readable) std::cout << sync::to_table(timeline);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::kNothingToDo)
            write({arguments.analyse.video.filename().string(), {}}, arguments.output);
        throw;
    }
}

}  // namespace

void add_timeline(CLI::App& program, Session& session) {
    CLI::App* command = add_command(
        program, "timeline", "Tells when which emotion is to be shown, for a person to edit", kExamples);
    auto arguments = std::make_shared<Arguments>();
    arguments->analyse.add_to(*command);
    command
        ->add_option("-o,--output", arguments->output,
                     "Timeline file to write; without it standard output gets it")
        ->option_text("FILE");
    command->add_flag("--force", arguments->force, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
