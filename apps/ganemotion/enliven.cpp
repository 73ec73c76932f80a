#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "analyse_arguments.h"
#include "command.h"
#include "sync/synchronize.h"
#include "sync/timeline_table.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion enliven out/demo_input.mp4 -o out/enlivened.mp4\n"
    "build/release/ganemotion enliven out/demo_input.mp4 -o out/happy.mp4 --emotion happy --intensity 0.8\n"
    "build/release/ganemotion timeline out/demo_input.mp4 -o out/demo_input.json\n"
    "build/release/ganemotion enliven out/demo_input.mp4 -o out/edited.mp4 --timeline out/demo_input.json\n";

struct Arguments {
    AnalyseArguments analyse;
    std::filesystem::path output;
    std::filesystem::path timeline;
    EnlivenOptions enliven;
    bool no_skin = false;
};

void add_rendering_options(CLI::App& command, Arguments& arguments) {
    command.add_option("-o,--output", arguments.output, "Video to write")->option_text("FILE")->required();
    command.add_option("--timeline", arguments.timeline, "Render this timeline file and do not listen")
        ->option_text("FILE")
        ->excludes("--subtitles")
        ->excludes("--emotion");
    command
        .add_option("--style", arguments.enliven.style, "news (restrained), natural or cartoon (exaggerates)")
        ->option_text("NAME (natural)")
        ->check(CLI::IsMember({"news", "natural", "cartoon"}));
    command
        .add_option("--alpha-mouth", arguments.enliven.alpha_mouth,
                    "How far units of the mouth go to the emotion, 0 to 1; small keeps the speech")
        ->option_text("0..1")
        ->check(CLI::Range(0.0, 1.0));
    command
        .add_option("--alpha-rest", arguments.enliven.alpha_rest,
                    "How far all other units go, 0 to 2; above 1 exaggerates")
        ->option_text("0..2")
        ->check(CLI::Range(0.0, 2.0));
    command
        .add_option("--character", arguments.enliven.character,
                    "File of `ganemotion character`: the face's rest, and each emotion as it looks on it")
        ->option_text("FILE");
    command.add_option("--codec", arguments.enliven.codec, "Video encoder of FFmpeg")
        ->option_text("NAME (libx264)");
    command.add_option("--crf", arguments.enliven.crf, "Quality of the encoder, 0 (lossless) to 51")
        ->option_text("0..51 (18)")
        ->check(CLI::Range(0, 51));
    command
        .add_option("--preset", arguments.enliven.preset, "Preset of the encoder; slower makes smaller files")
        ->option_text("NAME (veryfast)");
    command.add_flag("--pose", arguments.enliven.pose,
                     "The head moves a little too: down where it is sad, back where surprised or frightened");
    add_space_option(command, arguments.enliven.space);
    command.add_flag("--no-skin", arguments.no_skin, "Geometry alone: no folds and shading are painted");
    command.add_flag("--resume", arguments.enliven.resume, "Take over the analysis of an interrupted run");
    command.add_flag("--force", arguments.enliven.overwrite, "Overwrite the output");
}

void tell(const Enlivened& done, const std::filesystem::path& output, bool machine_readable) {
    const Report& report = done.report;
    if (machine_readable) {
        nlohmann::ordered_json line = {{"output", output.string()},
                                       {"frames", report.frames},
                                       {"changed_frames", report.changed_frames},
                                       {"copied", report.copied}};
        line["timeline"] = nlohmann::ordered_json::parse(to_json(done.timeline));
        std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
        return;
    }
    std::cout << sync::to_table(done.timeline) << output.string();
    if (report.copied)
        std::cout << ": nothing is to be changed, copied as it is\n";
    else
        std::cout << ": " << report.changed_frames << " of " << report.frames << " frames changed\n";
}

void run(Arguments& arguments, Session& session) {
    arguments.enliven.face = face_choice(arguments.analyse.face);
    arguments.enliven.threads = arguments.analyse.threads;
    arguments.enliven.ease = arguments.analyse.ease();
    arguments.enliven.skin = !arguments.no_skin;
    const std::filesystem::path& video = arguments.analyse.video;
    const Listener listener = session.listener();
    if (arguments.timeline.empty()) {
        tell(analyse_and_enliven(video, arguments.output, arguments.analyse.options(), arguments.enliven,
                                 listener),
             arguments.output, session.machine_readable);
        return;
    }
    const Timeline timeline =
        sync::with_intensity(read_timeline(arguments.timeline), arguments.analyse.intensity);
    const Report report = enliven(video, timeline, arguments.output, arguments.enliven, listener);
    tell({timeline, report}, arguments.output, session.machine_readable);
}

}  // namespace

void add_enliven(CLI::App& program, Session& session) {
    CLI::App* command =
        add_command(program, "enliven", "Puts the emotion of the words on the face", kExamples);
    auto arguments = std::make_shared<Arguments>();
    arguments->analyse.add_to(*command);
    add_rendering_options(*command, *arguments);
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
