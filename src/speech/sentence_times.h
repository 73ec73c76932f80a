#pragma once

#include <vector>

#include "speech/envelope.h"
#include "speech/sentence_text.h"
#include "speech/transcriber.h"

namespace ganemotion::speech {

struct TimingOptions {
    /// How far a phrase may be from its share of the time, as a standard deviation: of its length, and of the
    /// root of it.
    double relative_spread = 0.10;
    double spread = 0.12;
    /// What the end of a sentence is worth that falls into a pause of `full_pause` or more; half of it at a
    /// comma.
    double pause_reward = 5;
    Seconds full_pause{0.25};
    /// What it is worth that the sound there is `full_dip` quieter than around.
    double dip_reward = 4;
    double full_dip = 30;  ///< dB
    /// What it costs to have a pause inside a phrase, a second.
    double pause_inside = 8;
};

/// Where two phrases meet: `end` is the last audible frame of the one (exclusive), `begin` the first of the
/// next.
struct Boundary {
    int end = 0;
    int begin = 0;
    friend bool operator==(const Boundary&, const Boundary&) = default;
};

/// Finds where the sentences of a text meet in the sound in which they are spoken, one after the other, in
/// `part`: at pauses and dips of the energy near where the time that each phrase takes to say puts them. A
/// dynamic programme takes the cheapest way through all phrases. Gives a boundary less than there are
/// sentences. `words`, where the engine gives times, replaces the guess. Speech too short for all its
/// sentences is parted in proportion.
std::vector<Boundary> sentence_boundaries(const Envelope& envelope, FrameRange part,
                                          const std::vector<Phrase>& phrases, const std::vector<Word>& words,
                                          const TimingOptions& options = {});

}  // namespace ganemotion::speech
