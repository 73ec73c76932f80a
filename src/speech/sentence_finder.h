#pragma once

#include <cstdint>
#include <vector>

#include "speech/envelope.h"
#include "speech/hearing.h"
#include "speech/sentence.h"
#include "speech/utterance.h"

namespace ganemotion::speech {

/// Collects the sentences of one sound from its utterances. Of an utterance that was taken because it is
/// long, only the sentences that are surely over are taken: so speech without pauses is cut between
/// sentences, or, where a sentence is longer than an utterance may be, between two words of it; no word is
/// lost or heard twice.
class SentenceFinder {
  public:
    explicit SentenceFinder(const Listener& listener) : listener_(listener) {}

    /// Gives the sample of the sound up to which the utterance is done with.
    std::int64_t take(const Utterance& utterance);

    /// Whether much of what the engine wrote is nonsense: then it does not know the language, and the rest is
    /// not to be trusted either.
    [[nodiscard]] bool is_lost() const;

    /// All sentences, in order of time; none if it is lost.
    std::vector<Sentence> sentences() &&;

  private:
    std::int64_t take_whole(const Utterance& utterance, const Envelope& envelope);
    std::int64_t take_beginning(const Utterance& utterance, const Envelope& envelope);
    std::int64_t cut_sentence(const Utterance& utterance, HeardSentence sentence, FrameRange within);
    std::int64_t cut_sound(const Utterance& utterance, const Envelope& envelope, FrameRange within);
    Hearing heard(const Utterance& utterance, const Envelope& envelope, FrameRange within);
    void add(const Utterance& utterance, const HeardSentence& heard);

    Listener listener_;
    std::vector<Sentence> sentences_;
    Seconds understood_{};
    Seconds nonsense_{};
    bool goes_on_ = false;  // the last of sentences_ was cut, and the next one is its rest
};

}  // namespace ganemotion::speech
