#include "analyse_arguments.h"

#include <vector>

namespace ganemotion::apps {

namespace {
constexpr int kMostThreads = 256;
}

CLI::Validator emotion_name() {
    std::vector<std::string> names;
    for (const Emotion emotion : kEmotions) names.emplace_back(name_of(emotion));
    return CLI::IsMember(names);
}

FaceChoice face_choice(const std::string& name) {
    if (name == "largest") return FaceChoice::kLargest;
    return name == "all" ? FaceChoice::kAll : FaceChoice::kSpeaker;
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
    options.threads = threads;
    return options;
}

}  // namespace ganemotion::apps
