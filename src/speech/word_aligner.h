#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "speech/sentence.h"

namespace ganemotion::speech {

/// Folder of PocketSphinx's English acoustic model, as Debian installs it.
std::filesystem::path acoustic_model();

/// Finds when each word of an English text is spoken in the sound that holds it, by PocketSphinx: a grammar
/// that knows only this text, with silences allowed between the words. The acoustic model is read when it is
/// first needed (0.3 s). One thread at a time.
class WordAligner {
  public:
    WordAligner();
    ~WordAligner();
    WordAligner(WordAligner&&) noexcept;

    /// `samples`: mono, 16 kHz, -1..1, at most some 30 s. Gives every word of the text with its punctuation,
    /// in seconds from the first sample; nothing where the text does not fit the sound, or most of its words
    /// are not English. Throws Error(kMissingModel).
    [[nodiscard]] std::vector<Word> align(std::span<const float> samples, std::string_view text);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::speech
