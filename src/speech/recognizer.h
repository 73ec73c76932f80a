#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "ganemotion/ganemotion.h"
#include "media/sound_reader.h"
#include "speech/sentence.h"

namespace ganemotion::speech {

struct RecognizerOptions {
    SpeechEngine engine = SpeechEngine::kLocal;
    /// Folder of a sherpa-onnx model; empty: moonshine base-en, as scripts/setup installs it.
    std::filesystem::path model{};
    int threads = 1;  ///< of the local engine
};

/// Turns sound into sentences, offline. One instance serves one thread at a time.
class Recognizer {
  public:
    /// Throws Error(kMissingModel) naming the missing file and the command that installs it.
    explicit Recognizer(const RecognizerOptions& options = {});
    ~Recognizer();
    Recognizer(Recognizer&&) noexcept;

    /// What recognize() does with speech of a language that the engine does not know: nothing is given, and
    /// this tells so until the next call.
    [[nodiscard]] bool heard_another_language() const;

    /// Sentences in order of time, not overlapping; none where nobody speaks. Reads the sound to its end in
    /// constant memory; `progress` is told how far it is, and may stop the work by throwing.
    std::vector<Sentence> recognize(media::SoundReader& sound,
                                    const std::function<void(Seconds)>& progress = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::speech
