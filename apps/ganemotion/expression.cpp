#include <iostream>
#include <memory>

#include "command.h"
#include "files/output_file.h"
#include "pipeline/expression_lines.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion expression vendor/pictures/astronaut.png\n"
    "build/release/ganemotion expression out/demo_input.mp4 --plot out/demo_expression.svg\n";

struct Arguments {
    std::vector<std::filesystem::path> files;
    pipeline::ExpressionOptions options;
    bool force = false;
};

}  // namespace

void add_expression(CLI::App& program, Session& session) {
    CLI::App* command = add_command(
        program, "expression", "Tells what faces show, in pictures and once a second in videos", kExamples);
    auto arguments = std::make_shared<Arguments>();
    command->add_option("files", arguments->files, "Pictures or videos")->required();
    command->add_flag("--aligned", arguments->options.aligned, "The pictures are crops of faces");
    command->add_option("--plot", arguments->options.plot, "Draw what the video's face shows over time (SVG)")
        ->option_text("FILE");
    command->add_option("--threads", arguments->options.threads, "Processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_flag("--force", arguments->force, "Overwrite the plot");
    command->callback([arguments, &session] {
        const Listener listener = session.listener();
        pipeline::Reporter reporter(listener);
        const auto& plot = arguments->options.plot;
        if (!plot.empty() && arguments->files.size() != 1)
            throw Error(ErrorKind::kUsage, "--plot: draws one video, not several files");
        if (!plot.empty()) files::refuse_to_overwrite(plot, arguments->force);
        pipeline::write_expressions(arguments->files, arguments->options, std::cout, reporter).require_all();
    });
}

}  // namespace ganemotion::apps
