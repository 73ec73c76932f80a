#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "ganemotion/seconds.h"

namespace ganemotion::media {

/// What speech engines listen to.
inline constexpr int kSpeechSampleRate = 16000;

/// A file's first sound stream as mono samples of -1..1 at 16 kHz, piece by piece, in constant memory. Sample
/// 0 is at the video's time zero: a stream that begins later is preceded by silence, a hole is filled with
/// silence. Throws Error(kUnreadableInput) that names the file if it cannot be opened at all.
class SoundReader {
  public:
    explicit SoundReader(const std::filesystem::path& file);
    ~SoundReader();
    SoundReader(SoundReader&&) noexcept;

    /// False where the file has no sound; next() then ends at once.
    [[nodiscard]] bool has_sound() const;
    [[nodiscard]] Seconds duration() const;  ///< 0 where the file does not say

    /// The next piece (about a tenth of a second to a second), empty at the end.
    std::vector<float> next();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::media
