#pragma once

#include <string>
#include <vector>

#include "speech/clip.h"

namespace ganemotion::training {

/// What lies under the speech.
enum class Background { kSilence, kNoise, kTones };

/// "silence", "noise at 10 dB", "tones at 10 dB".
std::string name_of(Background background);

struct CompositionOptions {
    Seconds pause{0.5};  ///< between two sentences
    Background background = Background::kSilence;
    double speech_above_background = 10;  ///< dB, by the energies of both where somebody speaks
    Seconds shortest{120};                ///< clips follow each other, over and over, for so long
    Seconds lead{0.5};                    ///< before the first sentence and after the last one
    unsigned seed = 1;                    ///< of the noise
};

/// Speech whose times are known.
struct Composition {
    std::vector<float> samples;           ///< 16 kHz
    std::vector<speech::Sentence> truth;  ///< words only where the voice tells when they begin
};

Composition compose(const std::vector<Clip>& clips, const CompositionOptions& options);

/// Writes it as a WAV file of 16 bit.
void write_wav(const std::vector<float>& samples, const std::filesystem::path& file);

}  // namespace ganemotion::training
