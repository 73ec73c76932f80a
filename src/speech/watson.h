#pragma once

#include <string>
#include <string_view>

#include "speech/transcriber.h"

namespace ganemotion::speech {

/// How IBM Watson Speech to Text is reached (its REST interface, POST /v1/recognize).
struct WatsonOptions {
    std::string url;                         ///< of the service instance, https; http only to this machine
    std::string key;                         ///< never told in any message
    std::string model = "en-US_Multimedia";  ///< Watson's general model of English
    Seconds connecting{10};                  ///< at most, until the server takes the call
    Seconds answering{60};                   ///< at most, for the whole of a request; one is 14 s of sound
    int tries = 4;                           ///< where the network or the server fails, or is busy
    Seconds first_wait{0.5};                 ///< before the second try; each later one waits twice as long

    /// By the variables that IBM's own tools read: SPEECH_TO_TEXT_URL, SPEECH_TO_TEXT_APIKEY. Throws
    /// Error(kMissingModel) that names the one that is not set, Error(kUsage) for an address over which the
    /// key would travel in the open.
    static WatsonOptions from_environment();
};

/// Lets IBM Watson Speech to Text write down what is said, by its words with their times. One thread at a
/// time.
class WatsonTranscriber : public Transcriber {
  public:
    explicit WatsonTranscriber(WatsonOptions options) : options_(std::move(options)) {}

    /// Throws Error(kMissingModel) where the service cannot be reached or refuses, after all tries.
    [[nodiscard]] Transcript transcribe(std::span<const float> samples) const override;
    [[nodiscard]] bool punctuates() const override { return false; }

  private:
    WatsonOptions options_;
};

/// What an answer of /v1/recognize says: the best alternative of every final result, which is a phrase of its
/// own. Throws Error(kMissingModel) for what is no such answer.
Transcript read_watson_answer(std::string_view json);

}  // namespace ganemotion::speech
