#include <iostream>
#include <memory>

#include "command.h"
#include "files/output_file.h"
#include "pipeline/character_measuring.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion character out/demo_input.mp4 -o out/character.json\n"
    "build/release/ganemotion enliven out/demo_input.mp4 -o out/in_character.mp4 --character "
    "out/character.json\n";

struct Arguments {
    std::vector<std::filesystem::path> files;
    std::filesystem::path output;
    bool force = false;
};

void run(const Arguments& arguments, Session& session) {
    files::refuse_to_overwrite(arguments.output, arguments.force);
    const Listener listener = session.listener();
    pipeline::Reporter reporter(listener);
    const migration::Character character = pipeline::measure_character(arguments.files, reporter);
    files::write_text(arguments.output, migration::to_json(character));
    std::cout << arguments.output.string() << ": a character, measured from " << character.faces
              << " looks at its face\n";
}

}  // namespace

void add_character(CLI::App& program, Session& session) {
    CLI::App* command = add_command(program, "character",
                                    "Measures a face: its rest, how far its units go, and what each emotion "
                                    "looks like on it; a file for --character",
                                    kExamples);
    auto arguments = std::make_shared<Arguments>();
    command->add_option("files", arguments->files, "Videos and pictures of the face")->required();
    command->add_option("-o,--output", arguments->output, "JSON file to write")
        ->option_text("FILE")
        ->required();
    command->add_flag("--force", arguments->force, "Overwrite the output");
    command->callback([arguments, &session] { run(*arguments, session); });
}

}  // namespace ganemotion::apps
