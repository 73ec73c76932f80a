#include <fstream>
#include <iostream>
#include <memory>

#include "command.h"
#include "ganemotion/error.h"
#include "pipeline/text_lines.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "echo 'I got the job!' | build/release/ganemotion text-emotion\n"
    "build/release/ganemotion text-emotion README.md\n"
    "printf 'My dog died.\\nYes.\\n' | build/release/ganemotion text-emotion --dialogue\n";

struct Arguments {
    std::filesystem::path file;
    std::string labels = "speech";
    bool dialogue = false;
    bool explain = false;
};

text::Labels labels_named(const std::string& name) {
    if (name == "tweets7") return text::Labels::kTweets7;
    if (name == "tweets13") return text::Labels::kTweets13;
    return name == "posts" ? text::Labels::kPosts : text::Labels::kSpeech;
}

void run(const Arguments& arguments) {
    const pipeline::TextLineOptions options{labels_named(arguments.labels), arguments.dialogue,
                                            arguments.explain};
    if (arguments.file.empty() || arguments.file == "-")
        return pipeline::write_emotions_of_lines(std::cin, std::cout, options);
    std::ifstream lines(arguments.file, std::ios::binary);
    if (!lines || std::filesystem::is_directory(arguments.file))
        throw Error(ErrorKind::kUnreadableInput,
                    arguments.file.string() + ": cannot be read; is it a text file?");
    pipeline::write_emotions_of_lines(lines, std::cout, options);
}

}  // namespace

void add_text_emotion(CLI::App& program) {
    CLI::App* command = add_command(program, "text-emotion",
                                    "Tells the emotion of every line of a text, as JSON Lines", kExamples);
    auto arguments = std::make_shared<Arguments>();
    command->add_option("file", arguments->file, "Text with a sentence a line; without it standard input");
    command
        ->add_option(
            "--labels", arguments->labels,
            "speech; posts: the same emotions, as a forum's readers see them (approval is happy); or the "
            "classes of tweets, which have meanings of their own: tweets7, tweets13")
        ->option_text("(speech)")
        ->check(CLI::IsMember({"speech", "posts", "tweets7", "tweets13"}));
    command->add_flag("--dialogue", arguments->dialogue, "Let each line see those before it");
    command->add_flag("--explain", arguments->explain, "Name the words that carried each answer");
    command->callback([arguments] { run(*arguments); });
}

}  // namespace ganemotion::apps
