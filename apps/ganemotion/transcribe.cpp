#include <iostream>
#include <memory>

#include "analyse_arguments.h"
#include "command.h"
#include "pipeline/listening.h"
#include "speech/subtitles.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion transcribe out/demo_input.mp4 -o out/demo_input.srt\n"
    "build/release/ganemotion transcribe out/demo_input.mp4\n";

struct Arguments {
    std::filesystem::path file;
    std::filesystem::path output;
    std::string engine = "local";
    pipeline::TranscribeOptions options;
};

void run(Arguments& arguments, Session& session) {
    const Listener listener = session.listener();
    pipeline::Reporter reporter(listener);
    arguments.options.engine.engine = speech_engine(arguments.engine);
    if (!arguments.output.empty())
        pipeline::transcribe(arguments.file, arguments.output, arguments.options, reporter);
    else
        std::cout << speech::to_srt(pipeline::listen(arguments.file, arguments.options.engine, reporter));
}

}  // namespace

void add_transcribe(CLI::App& program, Session& session) {
    CLI::App* command = add_command(program, "transcribe", "Writes what is said as subtitles", kExamples);
    auto arguments = std::make_shared<Arguments>();
    arguments->options.engine.threads = 2;
    command->add_option("file", arguments->file, "Video or sound")->required();
    command
        ->add_option("-o,--output", arguments->output,
                     "File to write: .srt, .vtt or .json; without it standard output gets SubRip")
        ->option_text("FILE");
    command
        ->add_option("--speech-model", arguments->options.engine.model,
                     "Folder of another sherpa-onnx speech model")
        ->option_text("FOLDER");
    add_speech_engine(*command, arguments->engine);
    command->add_option("--threads", arguments->options.engine.threads, "Processor threads")
        ->option_text("N (2)")
        ->check(CLI::Range(1, 256));
    command->add_flag("--force", arguments->options.overwrite, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
