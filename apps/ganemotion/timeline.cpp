#include <iostream>
#include <memory>

#include "analyse_arguments.h"
#include "command.h"
#include "files/output_file.h"
#include "pipeline/explanation.h"
#include "pipeline/timeline_export.h"
#include "sync/merge.h"
#include "sync/timeline_table.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion timeline out/demo_input.mp4 -o out/demo_input.json\n"
    "build/release/ganemotion timeline out/demo_input.mp4 --merge out/demo_input.json -o out/new.json "
    "--explain\n"
    "build/release/ganemotion timeline out/demo_input.json -o out/demo_input.vtt --plot out/demo_input.svg\n";

struct Arguments {
    AnalyseArguments analyse;
    std::filesystem::path output;
    std::filesystem::path merge;
    std::filesystem::path plot;
    bool explain = false;
    bool force = false;
};

/// A timeline instead of a video is taken as it is: to write it in another format, plot or explain it.
bool is_timeline(const std::filesystem::path& file) {
    return file.extension() == ".json";
}

void check_outputs(const Arguments& arguments) {
    if (!arguments.output.empty()) pipeline::check_timeline_format(arguments.output);
    for (const auto& file : {arguments.output, arguments.plot}) {
        if (file.empty()) continue;
        files::refuse_to_overwrite(file, arguments.force);
        const files::OutputFile can_be_written(file);
    }
}

void write(const Timeline& timeline, const Arguments& arguments, const Session& session) {
    if (!arguments.plot.empty())
        pipeline::plot_timeline(timeline, is_timeline(arguments.analyse.video) ? "" : arguments.analyse.video,
                                arguments.plot);
    if (!arguments.output.empty()) pipeline::export_timeline(timeline, arguments.output);
    if (arguments.explain)
        std::cout << pipeline::explain(timeline);
    else if (arguments.output.empty() && arguments.plot.empty())
        std::cout << to_json(timeline);
    else if (!session.machine_readable)
        std::cout << sync::to_table(timeline);
}

void run(const Arguments& arguments, Session& session) {
    check_outputs(arguments);
    std::optional<Timeline> old;
    if (!arguments.merge.empty()) old = read_timeline(arguments.merge);
    const std::filesystem::path& video = arguments.analyse.video;
    try {
        Timeline timeline = is_timeline(video)
                                ? read_timeline(video)
                                : analyse(video, arguments.analyse.options(), session.listener());
        if (old) timeline = sync::merge(*old, timeline);
        write(timeline, arguments, session);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::kNothingToDo) {
            const Timeline nothing{video.filename().string(), {}};
            write(old ? sync::merge(*old, nothing) : nothing, arguments, session);
        }
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
                     "File to write: .json, or .srt and .vtt with the emotions as tags; without it standard "
                     "output gets the JSON")
        ->option_text("FILE");
    command
        ->add_option(
            "--merge", arguments->merge,
            "Timeline of the same video that a person has edited: what has the source \"user\" there "
            "stays")
        ->option_text("OLD.json");
    command
        ->add_option("--plot", arguments->plot,
                     "Picture to draw: sound, sentences, emotions of words and face, strength of the edit")
        ->option_text("FILE.svg");
    command->add_flag("--explain", arguments->explain, "Tell for each segment why it is what it is");
    command->add_flag("--force", arguments->force, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
