#include <algorithm>
#include <cmath>

#include <espeak-ng/speak_lib.h>

#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "speech/clip.h"

namespace ganemotion::training {

namespace {

constexpr double kFullScale = 32768;

// What the library tells while it speaks; it serves one sentence at a time.
struct Spoken {
    std::vector<short> samples;
    std::vector<int> word_starts;  // milliseconds
};
Spoken spoken;

int hear(short* samples, int count, espeak_EVENT* events) {
    if (samples != nullptr) spoken.samples.insert(spoken.samples.end(), samples, samples + count);
    for (; events->type != espeakEVENT_LIST_TERMINATED; ++events)
        if (events->type == espeakEVENT_WORD) spoken.word_starts.push_back(events->audio_position);
    return 0;
}

/// Linear interpolation after a running mean as wide as a step: nothing above 8 kHz is left to fold back that
/// would matter to an engine of speech.
std::vector<float> resampled(const std::vector<short>& samples, int rate) {
    const double step = static_cast<double>(rate) / media::kSpeechSampleRate;
    std::vector<float> result;
    for (double at = 0; at + step + 1 < static_cast<double>(samples.size()); at += step) {
        const auto i = static_cast<std::size_t>(at);
        const double way = at - static_cast<double>(i);
        const double here = (1 - way) * samples[i] + way * samples[i + 1];
        const double next = (1 - way) * samples[i + 1] + way * samples[std::min(i + 2, samples.size() - 1)];
        result.push_back(static_cast<float>((here + next) / 2 / kFullScale));
    }
    return result;
}

}  // namespace

std::vector<Clip> spoken_by(const std::string& voice, int words_per_minute,
                            const std::vector<std::string>& sentences) {
    static const int rate = espeak_Initialize(AUDIO_OUTPUT_RETRIEVAL, 0, nullptr, 0);
    if (rate <= 0 || espeak_SetVoiceByName(voice.c_str()) != EE_OK)
        throw Error(ErrorKind::kMissingModel, "espeak-ng has no voice " + voice);
    espeak_SetParameter(espeakRATE, words_per_minute, 0);
    espeak_SetSynthCallback(hear);
    std::vector<Clip> clips;
    for (const std::string& sentence : sentences) {
        spoken = {};
        espeak_Synth(sentence.c_str(), sentence.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                     nullptr);
        espeak_Synchronize();
        Clip clip{resampled(spoken.samples, rate), sentence};
        for (const int start : spoken.word_starts) clip.word_starts.emplace_back(start / 1000.0);
        clips.push_back(trimmed(std::move(clip)));
    }
    return clips;
}

}  // namespace ganemotion::training
