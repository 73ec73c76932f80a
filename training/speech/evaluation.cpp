#include "speech/evaluation.h"

#include <algorithm>
#include <chrono>
#include <fstream>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "nn/model_files.h"
#include "speech/recognizer.h"
#include "speech/transcriber.h"

namespace ganemotion::training {

namespace {

// Sound that the plain engine gets around a sentence, as voice activity would leave it.
constexpr Seconds kMargin{0.2};

struct Speaker {
    std::string name;
    std::vector<Clip> clips;
};

std::vector<Speaker> speakers_of(const SpeechEvaluationOptions& options) {
    std::vector<Speaker> speakers = {{"readers", read_speech(options.read_speech)}};
    std::vector<std::string> lines;
    std::ifstream file(nn::home() / "training" / "text" / "plain_sentences.txt");
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    std::size_t first = 0;
    for (const std::string& voice : options.voices) {
        std::vector<std::string> sentences;
        for (std::size_t i = 0; i < options.sentences; ++i)
            sentences.push_back(lines.at((first + i) % lines.size()));
        first += options.sentences;
        speakers.push_back({voice, spoken_by(voice, options.words_per_minute, sentences)});
    }
    return speakers;
}

void append_words(std::vector<std::string>& words, const std::string& text) {
    for (std::string& word : comparable_words(text)) words.push_back(std::move(word));
}

/// What the engine makes of every sentence by itself.
WordErrors plain_errors(const speech::Transcriber& engine, const Composition& composition) {
    WordErrors errors;
    for (const speech::Sentence& sentence : composition.truth) {
        const auto sample = [&](Seconds time) {
            const double at = time.count() * media::kSpeechSampleRate;
            return static_cast<std::ptrdiff_t>(
                std::clamp(at, 0.0, static_cast<double>(composition.samples.size())));
        };
        // Of neighbours nothing may be heard: their sound is replaced by silence.
        std::vector<float> samples(static_cast<std::size_t>(kMargin.count() * media::kSpeechSampleRate));
        const std::size_t margin = samples.size();
        samples.insert(samples.end(), composition.samples.begin() + sample(sentence.start),
                       composition.samples.begin() + sample(sentence.end));
        samples.resize(samples.size() + margin);
        std::vector<std::string> said;
        std::vector<std::string> heard;
        append_words(said, sentence.text);
        append_words(heard, engine.transcribe(samples).text);
        errors += word_errors(said, heard);
    }
    return errors;
}

SpeechFigures measure(const Speaker& speaker, const CompositionOptions& options,
                      speech::Recognizer& recognizer, const speech::Transcriber& engine,
                      const std::filesystem::path& wav) {
    const Composition composition = compose(speaker.clips, options);
    write_wav(composition.samples, wav);
    SpeechFigures figures{speaker.name, options.pause.count(), options.background, {}, {}, {}};
    media::SoundReader sound(wav);
    const auto before = std::chrono::steady_clock::now();
    const std::vector<speech::Sentence> heard = recognizer.recognize(sound);
    const Seconds worked = std::chrono::steady_clock::now() - before;
    figures.real_time =
        worked.count() * media::kSpeechSampleRate / static_cast<double>(composition.samples.size());
    std::vector<std::string> words_said;
    std::vector<std::string> words_heard;
    for (const speech::Sentence& sentence : composition.truth) append_words(words_said, sentence.text);
    for (const speech::Sentence& sentence : heard) append_words(words_heard, sentence.text);
    figures.errors = word_errors(words_said, words_heard);
    figures.plain_errors = plain_errors(engine, composition);
    figures.times = time_errors(composition.truth, heard);
    return figures;
}

}  // namespace

std::vector<SpeechFigures> evaluate_speech(const SpeechEvaluationOptions& options,
                                           const std::function<void(const SpeechFigures&)>& tell) {
    const std::vector<Speaker> speakers = speakers_of(options);
    speech::Recognizer recognizer({.model = options.model, .threads = options.threads});
    const speech::SherpaTranscriber engine(
        options.model.empty() ? nn::installed_model("speech/moonshine-base-en") : options.model,
        options.threads);
    const auto wav = std::filesystem::temp_directory_path() / "ganemotion_composed_speech.wav";
    std::vector<SpeechFigures> all;
    for (const Speaker& speaker : speakers)
        for (const Background background : {Background::kSilence, Background::kNoise, Background::kTones})
            for (const double pause : options.pauses) {
                const CompositionOptions composition{
                    .pause = Seconds{pause}, .background = background, .shortest = options.length};
                all.push_back(measure(speaker, composition, recognizer, engine, wav));
                tell(all.back());
            }
    std::filesystem::remove(wav);
    return all;
}

}  // namespace ganemotion::training
