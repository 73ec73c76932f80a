#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::speech {

/// Speech composed sentence by sentence with espeak-ng, so that its times are known.
class Spoken {
  public:
    static constexpr int kRate = 22050;  ///< espeak-ng's own

    Spoken& silence(double seconds);
    /// Says it without the silence that espeak-ng leaves around, and notes when.
    Spoken& say(const std::string& text, const std::string& voice = "en-us");
    Spoken& tone(double seconds, double hertz, double amplitude = 0.3);
    /// White noise over all, so many decibels below what is there.
    Spoken& noise(double decibels_below);

    [[nodiscard]] const std::vector<Sentence>& truth() const { return truth_; }
    [[nodiscard]] const std::vector<float>& samples() const { return samples_; }

    /// As a WAV file in the temporary folder.
    [[nodiscard]] std::filesystem::path save(const std::string& name) const;

  private:
    std::vector<float> samples_;
    std::vector<Sentence> truth_;
};

/// Samples as a mono WAV file of 16 bit in the temporary folder.
std::filesystem::path save_wav(const std::vector<float>& samples, int rate, const std::string& name);

}  // namespace ganemotion::speech
