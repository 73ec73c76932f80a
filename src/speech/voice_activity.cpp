#include "speech/voice_activity.h"

#include <cstring>

#include <sherpa-onnx/c-api/c-api.h>

#include "ganemotion/error.h"
#include "media/sound_reader.h"

namespace ganemotion::speech {

namespace {

constexpr float kSpeechProbability = 0.5F;  // Silero's own choice
// Speech, and silence, count once they have lasted four windows (0.13 s): shorter ones are clicks, and stops
// inside words.
constexpr int kShortest = 4;
constexpr float kAtOnce = 0.0001F;  // a sample of the detector's own patience; zero would mean its default
constexpr float kLongest =
    1000;  // never: beyond it the detector would get stricter, and longest utterances are ours to cut
constexpr float kBuffer = 30;  // seconds that the detector may keep
// The detector copies all of the running speech at every window: what it holds is let go again after so many.
constexpr int kFlushAfter = 64;

struct Destroy {
    void operator()(const SherpaOnnxVoiceActivityDetector* it) const {
        SherpaOnnxDestroyVoiceActivityDetector(it);
    }
};

}  // namespace

struct VoiceActivity::State {
    std::unique_ptr<const SherpaOnnxVoiceActivityDetector, Destroy> detector;
    int windows_held = 0;
    bool speech = false;
    int windows_of_change = 0;  // in a row that say the other thing
};

VoiceActivity::VoiceActivity(const std::filesystem::path& network) : state_(std::make_unique<State>()) {
    SherpaOnnxVadModelConfig config;
    std::memset(&config, 0, sizeof config);
    config.silero_vad.model = network.c_str();
    config.silero_vad.threshold = kSpeechProbability;
    config.silero_vad.min_silence_duration = kAtOnce;
    config.silero_vad.min_speech_duration = kAtOnce;
    config.silero_vad.max_speech_duration = kLongest;
    config.silero_vad.window_size = kVoiceWindow;
    config.sample_rate = media::kSpeechSampleRate;
    config.num_threads = 1;
    config.provider = "cpu";
    state_->detector.reset(SherpaOnnxCreateVoiceActivityDetector(&config, kBuffer));
    if (state_->detector == nullptr)
        throw Error(ErrorKind::kMissingModel,
                    network.string() + ": not a Silero VAD network; run scripts/setup");
}

VoiceActivity::~VoiceActivity() = default;
VoiceActivity::VoiceActivity(VoiceActivity&&) noexcept = default;

bool VoiceActivity::hear(std::span<const float> window) {
    const auto* detector = state_->detector.get();
    SherpaOnnxVoiceActivityDetectorAcceptWaveform(detector, window.data(), static_cast<int>(window.size()));
    const bool speech = SherpaOnnxVoiceActivityDetectorDetected(detector) != 0;
    if (!speech || ++state_->windows_held >= kFlushAfter) {
        SherpaOnnxVoiceActivityDetectorFlush(detector);
        SherpaOnnxVoiceActivityDetectorClear(detector);
        state_->windows_held = 0;
    }
    state_->windows_of_change = speech == state_->speech ? 0 : state_->windows_of_change + 1;
    if (state_->windows_of_change >= kShortest) {
        state_->speech = speech;
        state_->windows_of_change = 0;
    }
    return state_->speech;
}

void VoiceActivity::forget() {
    SherpaOnnxVoiceActivityDetectorReset(state_->detector.get());
    state_->windows_held = 0;
    state_->speech = false;
    state_->windows_of_change = 0;
}

}  // namespace ganemotion::speech
