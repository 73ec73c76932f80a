#pragma once

#include <filesystem>
#include <memory>
#include <span>

namespace ganemotion::speech {

/// Samples of 16 kHz sound that are judged at once.
inline constexpr int kVoiceWindow = 512;

/// Tells speech from all else, window by window (Silero VAD). Constant memory. One thread at a time.
class VoiceActivity {
  public:
    /// Throws Error(kMissingModel).
    explicit VoiceActivity(const std::filesystem::path& network);
    ~VoiceActivity();
    VoiceActivity(VoiceActivity&&) noexcept;

    /// The next kVoiceWindow samples; true where somebody speaks. It answers kDelay samples late: it waits to
    /// be sure.
    bool hear(std::span<const float> window);

    /// Samples between a change in the sound and the end of the window in which hear() tells of it.
    static constexpr int kDelay = 5 * kVoiceWindow;

    /// Before another sound begins.
    void forget();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::speech
