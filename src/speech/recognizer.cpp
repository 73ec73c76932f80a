#include "speech/recognizer.h"

#include <utility>

#include "nn/model_files.h"
#include "speech/sentence_finder.h"
#include "speech/transcriber.h"
#include "speech/utterance.h"
#include "speech/voice_activity.h"
#include "speech/watson.h"
#include "speech/word_aligner.h"

namespace ganemotion::speech {

namespace {

// An engine without punctuation leaves it to the pauses to part sentences: readers pause so long at a full
// stop.
constexpr Seconds kPauseOfFullStop{0.4};

std::filesystem::path folder_of(const RecognizerOptions& options) {
    return options.model.empty() ? nn::installed_model("speech/moonshine-base-en") : options.model;
}

std::unique_ptr<const Transcriber> engine_of(const RecognizerOptions& options) {
    if (options.engine == SpeechEngine::kWatson)
        return std::make_unique<WatsonTranscriber>(WatsonOptions::from_environment());
    return std::make_unique<SherpaTranscriber>(folder_of(options), options.threads);
}

}  // namespace

struct Recognizer::State {
    std::unique_ptr<const Transcriber> transcriber;
    VoiceActivity activity;
    WordAligner aligner;
    bool latin;  // the language that the model speaks is known, and written in Latin letters
    bool another_language = false;
};

Recognizer::Recognizer(const RecognizerOptions& options)
    : state_(new State{engine_of(options),
                       VoiceActivity(nn::installed_model("speech/silero_vad.onnx")),
                       {},
                       options.model.empty() && options.engine == SpeechEngine::kLocal}) {}

Recognizer::~Recognizer() = default;
Recognizer::Recognizer(Recognizer&&) noexcept = default;

std::vector<Sentence> Recognizer::recognize(media::SoundReader& sound,
                                            const std::function<void(Seconds)>& progress) {
    UtteranceOptions options;
    if (!state_->transcriber->punctuates()) options.gap = kPauseOfFullStop;
    UtteranceCollector collector(state_->activity, options);
    SentenceFinder finder({*state_->transcriber, state_->aligner, state_->latin});
    const auto understand = [&] {
        while (const auto utterance = collector.next()) collector.release(finder.take(*utterance));
    };
    std::size_t samples = 0;
    for (std::vector<float> piece = sound.next(); !piece.empty(); piece = sound.next()) {
        collector.push(piece);
        understand();
        samples += piece.size();
        if (progress) progress(Seconds(static_cast<double>(samples) / media::kSpeechSampleRate));
    }
    collector.finish();
    understand();
    state_->another_language = finder.is_lost();
    return std::move(finder).sentences();
}

bool Recognizer::heard_another_language() const {
    return state_->another_language;
}

}  // namespace ganemotion::speech
