#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::speech {

/// What an engine heard in one stretch of sound.
struct Transcript {
    std::string text;         ///< UTF-8, empty where it heard nothing
    std::vector<Word> words;  ///< times from the start of the stretch; empty where the engine gives none
};

/// Writes down a stretch of speech of some seconds. One thread at a time.
class Transcriber {
  public:
    virtual ~Transcriber() = default;

    /// `samples`: mono, 16 kHz, -1..1, at most some 20 s.
    [[nodiscard]] virtual Transcript transcribe(std::span<const float> samples) const = 0;

    /// False: the engine writes bare words, and only pauses part sentences.
    [[nodiscard]] virtual bool punctuates() const = 0;
};

/// By a sherpa-onnx model.
class SherpaTranscriber : public Transcriber {
  public:
    /// `folder`: as find_model() reads it. Throws Error(kMissingModel).
    SherpaTranscriber(const std::filesystem::path& folder, int threads);
    ~SherpaTranscriber() override;

    [[nodiscard]] Transcript transcribe(std::span<const float> samples) const override;
    [[nodiscard]] bool punctuates() const override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::speech
