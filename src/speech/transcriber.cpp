#include "speech/transcriber.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <sherpa-onnx/c-api/c-api.h>

#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "speech/model_folder.h"

namespace ganemotion::speech {

namespace {

constexpr int kMelBands = 80;  // of every model that wants features; Moonshine takes the samples themselves
constexpr int kShortestSamples = 1600;  // the first layers of the networks want more than a few samples
constexpr Seconds kLastToken{0.2};      // engines tell where a token begins; this long lasts the last one

struct DestroyRecognizer {
    void operator()(const SherpaOnnxOfflineRecognizer* it) const { SherpaOnnxDestroyOfflineRecognizer(it); }
};
struct DestroyStream {
    void operator()(const SherpaOnnxOfflineStream* it) const { SherpaOnnxDestroyOfflineStream(it); }
};
struct DestroyResult {
    void operator()(const SherpaOnnxOfflineRecognizerResult* it) const {
        SherpaOnnxDestroyOfflineRecognizerResult(it);
    }
};
using RecognizerHandle = std::unique_ptr<const SherpaOnnxOfflineRecognizer, DestroyRecognizer>;

RecognizerHandle open_model(const ModelFolder& model, int threads) {
    // The C API wants its structures zeroed as bytes.
    SherpaOnnxOfflineRecognizerConfig config;
    std::memset(&config, 0, sizeof config);
    config.feat_config.sample_rate = media::kSpeechSampleRate;
    config.feat_config.feature_dim = kMelBands;
    config.decoding_method = "greedy_search";
    auto& networks = config.model_config;
    networks.num_threads = threads;
    networks.provider = "cpu";
    networks.tokens = model.tokens.c_str();
    switch (model.family) {
        case ModelFamily::kMoonshine:
            networks.moonshine.preprocessor = model.preprocessor.c_str();
            networks.moonshine.encoder = model.encoder.c_str();
            networks.moonshine.uncached_decoder = model.decoder.c_str();
            networks.moonshine.cached_decoder = model.cached_decoder.c_str();
            break;
        case ModelFamily::kMoonshineMerged:
            networks.moonshine.encoder = model.encoder.c_str();
            networks.moonshine.merged_decoder = model.decoder.c_str();
            break;
        case ModelFamily::kTransducer:
            networks.transducer.encoder = model.encoder.c_str();
            networks.transducer.decoder = model.decoder.c_str();
            networks.transducer.joiner = model.joiner.c_str();
            break;
        case ModelFamily::kWhisper:
            networks.whisper.encoder = model.encoder.c_str();
            networks.whisper.decoder = model.decoder.c_str();
            networks.whisper.task = "transcribe";
            networks.whisper.tail_paddings = -1;  // the engine's own choice
            break;
    }
    return RecognizerHandle(SherpaOnnxCreateOfflineRecognizer(&config));
}

// Tokens are pieces of words; one that begins a word begins with a space or with U+2581, which stands for
// one.
std::vector<Word> words_of(const SherpaOnnxOfflineRecognizerResult& result) {
    static constexpr std::string_view kWordMark = "\u2581";
    std::vector<Word> words;
    if (result.timestamps == nullptr) return words;
    for (int i = 0; i < result.count; ++i) {
        std::string_view token = result.tokens_arr[i];
        bool begins_word = words.empty();
        if (token.starts_with(kWordMark)) {
            token.remove_prefix(kWordMark.size());
            begins_word = true;
        } else if (token.starts_with(' ')) {
            token.remove_prefix(1);
            begins_word = true;
        }
        const Seconds start{result.timestamps[i]};
        const Seconds end = start + (result.durations != nullptr ? Seconds(result.durations[i]) : kLastToken);
        if (!words.empty())
            words.back().end = std::min(words.back().end, std::max(start, words.back().start));
        if (begins_word)
            words.push_back({start, end, std::string(token)});
        else
            words.back() = {words.back().start, end, words.back().text + std::string(token)};
    }
    return words;
}

}  // namespace

struct SherpaTranscriber::State {
    RecognizerHandle recognizer;
    bool punctuates = true;
};

SherpaTranscriber::SherpaTranscriber(const std::filesystem::path& folder, int threads)
    : state_(std::make_unique<State>()) {
    const ModelFolder model = find_model(folder);
    state_->punctuates = writes_punctuation(model.tokens);
    state_->recognizer = open_model(model, threads);
    if (state_->recognizer == nullptr)
        throw Error(ErrorKind::kMissingModel,
                    "speech model " + folder.string() +
                        ": a file of it is damaged or of another kind of model; install it again");
}

SherpaTranscriber::~SherpaTranscriber() = default;

bool SherpaTranscriber::punctuates() const {
    return state_->punctuates;
}

Transcript SherpaTranscriber::transcribe(std::span<const float> samples) const {
    if (samples.size() < kShortestSamples) return {};
    const std::unique_ptr<const SherpaOnnxOfflineStream, DestroyStream> stream(
        SherpaOnnxCreateOfflineStream(state_->recognizer.get()));
    SherpaOnnxAcceptWaveformOffline(stream.get(), media::kSpeechSampleRate, samples.data(),
                                    static_cast<int>(samples.size()));
    SherpaOnnxDecodeOfflineStream(state_->recognizer.get(), stream.get());
    const std::unique_ptr<const SherpaOnnxOfflineRecognizerResult, DestroyResult> result(
        SherpaOnnxGetOfflineStreamResult(stream.get()));
    if (result == nullptr) return {};
    return {result->text, words_of(*result)};
}

}  // namespace ganemotion::speech
