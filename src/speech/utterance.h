#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ganemotion/seconds.h"
#include "speech/envelope.h"
#include "speech/voice_activity.h"

namespace ganemotion::speech {

struct UtteranceOptions {
    /// Silence this long ends an utterance, and so a sentence: readers pause 0.3 to 0.7 s between sentences,
    /// and the engine understands more of what it hears in one piece.
    Seconds gap{0.7};
    /// Speech that goes on for longer is cut: the engine was trained on up to 30 s, its time grows faster
    /// than the length, and over some 15 s it loses sentences.
    Seconds longest{14};
    /// Sound that the engine gets before and after the speech: voice activity tells late of a soft consonant.
    Seconds margin{0.4};
};

/// A stretch of sound in which somebody speaks, and where in it.
struct Utterance {
    std::int64_t start = 0;  ///< sample of the sound at which `samples` begins
    std::int64_t end = 0;    ///< sample of the sound at which the speech in it ends
    std::vector<float> samples;
    std::vector<FrameRange> voiced;  ///< speech, in frames of the envelope of `samples`
    bool complete = true;            ///< false: the speech goes on; it was taken because it is long
};

/// Gathers utterances from sound that comes piece by piece. Keeps no more than the longest one.
class UtteranceCollector {
  public:
    UtteranceCollector(VoiceActivity& activity, const UtteranceOptions& options);

    /// The next samples. Values that are no numbers become silence.
    void push(std::span<const float> samples);
    /// The sound ended.
    void finish();

    /// The next utterance, or nothing until more sound has come.
    std::optional<Utterance> next();
    /// Of the utterance that next() gave, all before `sample` (of the sound) is done with.
    void release(std::int64_t sample);

  private:
    struct Piece {
        std::int64_t begin;
        std::int64_t end;
    };

    void hear(std::span<const float> window);
    [[nodiscard]] std::int64_t heard() const { return start_ + heard_; }
    [[nodiscard]] Utterance take(std::int64_t until, bool complete) const;
    void forget_silence();

    VoiceActivity& activity_;
    UtteranceOptions options_;
    std::vector<float> buffer_;
    std::int64_t start_ = 0;  // sample of the sound that buffer_ begins with
    std::int64_t heard_ = 0;  // samples of buffer_ that went through voice activity
    std::vector<Piece> pieces_;
    bool speaking_ = false;  // pieces_.back() is still open
    bool finished_ = false;
};

}  // namespace ganemotion::speech
