#include "speech/speech_command.h"

#include <cstdio>
#include <memory>

#include "speech/evaluation.h"

namespace ganemotion::training {

void add_evaluate_speech(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand(
        "speech",
        "ganemotion evaluate speech\n\nHow well words are heard and sentences timed, on composed speech "
        "whose "
        "times are known: read by people and by voices of espeak-ng, with pauses of several lengths, in "
        "silence, noise and tones");
    auto options = std::make_shared<SpeechEvaluationOptions>();
    command->add_option("--read-speech", options->read_speech, "folder of Debian's pocketsphinx-testdata");
    command->add_option("--voices", options->voices, "of espeak-ng");
    command->add_option("--pauses", options->pauses, "between sentences, in seconds");
    command->add_option_function<double>(
        "--length", [options](double seconds) { options->length = Seconds{seconds}; },
        "of a composition, in seconds (120)");
    command->add_option("--speech-model", options->model, "folder of another sherpa-onnx speech model");
    command->add_option("--threads", options->threads, "processor threads");
    command->callback([options] {
        const auto figures = evaluate_speech(*options, [](const SpeechFigures& each) {
            std::fprintf(stderr, "%s, pauses of %.1f s, %s\n", each.speaker.c_str(), each.pause,
                         name_of(each.background).c_str());
        });
        std::printf("%s", speech_report(figures).c_str());
    });
}

}  // namespace ganemotion::training
