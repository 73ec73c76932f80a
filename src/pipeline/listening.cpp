#include "pipeline/listening.h"

#include <algorithm>
#include <array>

#include "files/output_file.h"
#include "media/sound_reader.h"
#include "pipeline/dialogue.h"
#include "speech/recognizer.h"
#include "speech/subtitles.h"
#include "text/text_emotion.h"

namespace ganemotion::pipeline {

namespace {

Error nothing_said(const std::filesystem::path& file, const std::string& why) {
    return {ErrorKind::kNothingToDo, file.string() + ": " + why};
}

EmotionProbabilities mean(const EmotionProbabilities& a, const EmotionProbabilities& b) {
    EmotionProbabilities result;
    for (const Emotion emotion : kEmotions) result[emotion] = (a[emotion] + b[emotion]) / 2;
    return result;
}

}  // namespace

std::vector<speech::Sentence> listen(const std::filesystem::path& file,
                                     const speech::RecognizerOptions& engine, Reporter& reporter) {
    media::SoundReader sound(file);
    if (!sound.has_sound()) throw nothing_said(file, "has no sound, so nobody speaks");
    const double duration = sound.duration().count();
    reporter.advance(Work::kListening, 0, duration);
    speech::Recognizer recognizer(engine);
    std::vector<speech::Sentence> sentences = recognizer.recognize(
        sound, [&](Seconds done) { reporter.advance(Work::kListening, done.count(), duration); });
    reporter.advance(Work::kListening, duration, duration);
    if (recognizer.heard_another_language()) {
        reporter.warn(
            file.string() +
            ": somebody speaks in a language that the speech model does not know; this counts as no "
            "speech. --speech-model takes the folder of another model, --subtitles the words");
        throw nothing_said(file, "nobody speaks in a language that the speech model knows");
    }
    if (sentences.empty())
        throw nothing_said(file, "nobody speaks in it, or in no language that the speech model knows");
    return sentences;
}

void transcribe(const std::filesystem::path& file, const std::filesystem::path& output,
                const TranscribeOptions& options, Reporter& reporter) {
    constexpr std::array kEndings = {".srt", ".vtt", ".json"};
    if (std::find(kEndings.begin(), kEndings.end(), output.extension()) == kEndings.end())
        throw Error(ErrorKind::kUsage,
                    output.string() + ": the ending tells the format; use .srt, .vtt or .json");
    files::refuse_to_overwrite(output, options.overwrite);
    { const files::OutputFile can_be_written(output); }
    try {
        speech::write_sentences(listen(file, options.engine, reporter), output);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::kNothingToDo) speech::write_sentences({}, output);
        throw;
    }
}

std::vector<speech::Sentence> sentences_of(const std::filesystem::path& video, const AnalyseOptions& options,
                                           Reporter& reporter) {
    try {
        if (options.subtitles.empty())
            return listen(video,
                          {.engine = options.speech_engine,
                           .model = options.speech_model,
                           .threads = std::max(1, options.threads - 1)},
                          reporter);
        std::vector<speech::Sentence> sentences = speech::read_subtitles(options.subtitles);
        if (sentences.empty()) throw nothing_said(options.subtitles, "has no line of speech");
        return sentences;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::kNothingToDo) throw;
        throw Error(error.kind(), std::string(error.what()) +
                                      "; tell what to show by --emotion, --subtitles or --timeline");
    }
}

std::vector<sync::SpokenEmotion> emotions_of(const std::vector<speech::Sentence>& sentences) {
    text::EmotionClassifier classifier;
    std::vector<sync::SpokenEmotion> spoken;
    Dialogue dialogue;
    for (const speech::Sentence& sentence : sentences) {
        spoken.push_back({sentence, mean(classifier.classify(sentence.text),
                                         classifier.classify(sentence.text, dialogue.before()))});
        dialogue.remember(sentence.text);
    }
    return spoken;
}

}  // namespace ganemotion::pipeline
