#include "analyse_arguments.h"

#include <map>

#include "sync/rule_table.h"

namespace ganemotion::apps {

namespace {

constexpr int kMostThreads = 256;

sync::RuleSettings settings_of(const std::vector<std::string>& rules) {
    sync::RuleSettings settings;
    for (const std::string& rule : rules) sync::set_rule(settings, rule);
    return settings;
}

}  // namespace

CLI::Validator emotion_name() {
    std::vector<std::string> names;
    for (const Emotion emotion : kEmotions) names.emplace_back(name_of(emotion));
    return CLI::IsMember(names);
}

FaceChoice face_choice(const std::string& name) {
    if (name == "largest") return FaceChoice::kLargest;
    return name == "all" ? FaceChoice::kAll : FaceChoice::kSpeaker;
}

SpeechEngine speech_engine(const std::string& name) {
    return name == "watson" ? SpeechEngine::kWatson : SpeechEngine::kLocal;
}

void add_space_option(CLI::App& command, Space& space) {
    static const std::map<std::string, Space> kNames = {{"texture", Space::kTexture}, {"crop", Space::kCrop}};
    command
        .add_option("--space", space,
                    "Where faces are changed: texture, or crop, which paints a crop of 128x128 anew as first "
                    "published (GANimation), for comparison")
        ->transform(CLI::CheckedTransformer(kNames, CLI::ignore_case))
        ->option_text("texture|crop (texture)");
}

void add_speech_engine(CLI::App& command, std::string& name) {
    command
        .add_option("--speech-engine", name,
                    "local, or watson: IBM Watson Speech to Text, reached by SPEECH_TO_TEXT_URL and "
                    "SPEECH_TO_TEXT_APIKEY of the environment")
        ->option_text("(local)")
        ->check(CLI::IsMember({"local", "watson"}));
}

void AnalyseArguments::add_to(CLI::App& command) {
    command.add_option("video", video, "Video of someone speaking")->required();
    auto* said =
        command
            .add_option("--subtitles", subtitles, "SubRip or WebVTT that stands in for speech recognition")
            ->option_text("FILE");
    command.add_option("--emotion", emotion, "One emotion for the whole video, whatever is said")
        ->option_text("EMOTION")
        ->check(emotion_name())
        ->excludes(said);
    command.add_option("--intensity", intensity, "Factor of every intensity, and the intensity of --emotion")
        ->option_text("0..1 (1)")
        ->check(CLI::Range(0.0, 1.0));
    command.add_option("--face", face, "Whose face changes where there are several: speaker, largest or all")
        ->option_text("(speaker)")
        ->check(CLI::IsMember({"speaker", "largest", "all"}));
    command.add_option("--speech-model", speech_model, "Folder of another sherpa-onnx speech model")
        ->option_text("FOLDER");
    add_speech_engine(command, speech_engine);
    command
        .add_option(
            "--rule", rules,
            "A number of the rules of synchronization, like hold=0 (docs/timeline.md has them all); may "
            "come several times")
        ->option_text("NAME=VALUE");
    command.add_option("--threads", threads, "Processor threads")
        ->option_text("N (2)")
        ->check(CLI::Range(1, kMostThreads));
}

AnalyseOptions AnalyseArguments::options() const {
    AnalyseOptions options;
    options.subtitles = subtitles;
    if (!emotion.empty()) options.emotion = emotion_named(emotion);
    options.intensity = intensity;
    options.face = face_choice(face);
    options.speech_model = speech_model;
    options.speech_engine = apps::speech_engine(speech_engine);
    options.threads = threads;
    options.sync = settings_of(rules).sync;
    return options;
}

EaseOptions AnalyseArguments::ease() const {
    return settings_of(rules).ease;
}

}  // namespace ganemotion::apps
