#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::training {

/// A sentence as it was spoken: mono, 16 kHz, -1..1, without the silence around it.
struct Clip {
    std::vector<float> samples;
    std::string text;
    /// When each word begins, from the first sample, where the voice tells; else empty.
    std::vector<Seconds> word_starts{};
};

/// Without what is quieter than speech at both ends. Speech is what reaches 30 dB below the loudest vowels
/// and 8 dB above the quietest twentieth of the clip for 30 ms on end: hiss and clicks do not.
Clip trimmed(Clip clip);

/// The read sentences and card names of Debian's pocketsphinx-testdata (five readers' clips of Sense and
/// Sensibility from LibriVox, and spoken cards). Throws Error(kMissingModel) that names the package.
std::vector<Clip> read_speech(const std::filesystem::path& folder);

/// Speaks sentences by a voice of espeak-ng ("en-us+Annie"), `words_per_minute` fast.
std::vector<Clip> spoken_by(const std::string& voice, int words_per_minute,
                            const std::vector<std::string>& sentences);

}  // namespace ganemotion::training
