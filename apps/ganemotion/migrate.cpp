#include <memory>

#include "analyse_arguments.h"
#include "command.h"
#include "ganemotion/action_units.h"
#include "pipeline/still.h"

namespace ganemotion::apps {

namespace {

constexpr const char* kExamples =
    "build/release/ganemotion migrate vendor/pictures/astronaut.png -o out/angry.png --emotion angry\n"
    "build/release/ganemotion migrate vendor/pictures/astronaut.png -o out/brows.png --unit AU01=0.8 --unit "
    "AU02=0.8\n";

struct Arguments {
    std::filesystem::path picture;
    std::filesystem::path output;
    std::string emotion;
    std::vector<std::string> units;
    bool no_skin = false;
    pipeline::StillOptions options;
};

/// "AU12=0.8" as number and intensity.
std::pair<int, double> unit_of(const std::string& text) {
    const std::size_t sign = text.find('=');
    double intensity = -1;
    const auto unit = action_unit_named(text.substr(0, sign));
    const bool is_number =
        sign != std::string::npos && CLI::detail::lexical_cast(text.substr(sign + 1), intensity);
    if (!unit || !is_number || !(intensity >= 0 && intensity <= 1))
        throw CLI::ValidationError("--unit",
                                   text + " is not an action unit and its intensity, like AU12=0.8");
    return {*unit, intensity};
}

void run(Arguments& arguments) {
    if (!arguments.emotion.empty()) arguments.options.emotion = emotion_named(arguments.emotion);
    for (const std::string& unit : arguments.units) arguments.options.units.insert(unit_of(unit));
    arguments.options.skin = !arguments.no_skin;
    pipeline::migrate_still(arguments.picture, arguments.output, arguments.options);
}

}  // namespace

void add_migrate(CLI::App& program) {
    CLI::App* command = add_command(
        program, "migrate", "Puts an emotion, or single action units, on the faces of a picture", kExamples);
    auto arguments = std::make_shared<Arguments>();
    pipeline::StillOptions& options = arguments->options;
    command->add_option("picture", arguments->picture, "Picture with a face")->required();
    command->add_option("-o,--output", arguments->output, "Picture to write: .png or .jpg")
        ->option_text("FILE")
        ->required();
    auto* what = command->add_option_group("what", "What is to be shown");
    what->add_option("--emotion", arguments->emotion, "Emotion")
        ->option_text("EMOTION")
        ->check(emotion_name());
    what->add_option("--unit", arguments->units,
                     "Action unit and its intensity, AU12=0.8; may come several times")
        ->option_text("AUxx=0..1");
    what->require_option(1);
    command->add_option("--intensity", options.intensity, "Factor of what is to be shown")
        ->option_text("0..1 (1)")
        ->check(CLI::Range(0.0, 1.0));
    command
        ->add_option(
            "--style", options.style,
            "news, natural or cartoon; a picture has no speech to keep: without it both alphas are 1")
        ->option_text("NAME")
        ->check(CLI::IsMember({"news", "natural", "cartoon"}));
    command->add_option("--alpha-mouth", options.alpha_mouth, "How far units of the mouth go, 0 to 1")
        ->option_text("0..1")
        ->check(CLI::Range(0.0, 1.0));
    command
        ->add_option("--alpha-rest", options.alpha_rest,
                     "How far all other units go, 0 to 2; above 1 exaggerates")
        ->option_text("0..2")
        ->check(CLI::Range(0.0, 2.0));
    command
        ->add_option("--character", options.character,
                     "File of `ganemotion character`: the face's rest, and each emotion as it looks on it")
        ->option_text("FILE");
    command->add_flag(
        "--pose", options.pose,
        "The head moves a little too: down where it is sad, back where surprised or frightened");
    add_space_option(*command, options.space);
    command->add_flag("--no-skin", arguments->no_skin, "Geometry alone: no folds and shading are painted");
    command
        ->add_option("--masks", options.masks,
                     "Folder for pictures of what was done: displacement, attention and colour mask")
        ->option_text("FOLDER");
    command->add_flag("--force", options.overwrite, "Overwrite the output");
    command->callback([arguments] { run(*arguments); });
}

}  // namespace ganemotion::apps
