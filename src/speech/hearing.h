#pragma once

#include <string>
#include <vector>

#include "speech/envelope.h"
#include "speech/sentence.h"
#include "speech/transcriber.h"
#include "speech/utterance.h"
#include "speech/word_aligner.h"

namespace ganemotion::speech {

/// A sentence in an utterance: times in frames of its envelope, those of the words in seconds from its first
/// sample.
struct HeardSentence {
    FrameRange frames;
    std::string text;
    std::vector<Word> words;
};

struct Hearing {
    std::vector<HeardSentence> sentences;  ///< in order of time
    bool words_found = false;  ///< the words were found in the sound; else their times are a guess
    Seconds understood{};      ///< voiced time that these sentences cover
    Seconds nonsense{};        ///< voiced time in which the engine wrote what nobody can have said
};

/// Who listens.
struct Listener {
    const Transcriber& transcriber;  ///< writes down what is said
    WordAligner& aligner;            ///< finds the words in the sound, where the engine does not tell
    bool latin = false;  ///< the language is written in Latin letters, and other letters are nonsense
};

/// What is said in an utterance between the frames of `within`: lets the engine write it down, splits the
/// text into sentences and finds them in the sound. Where the engine loses its way in a long part, it gets
/// the part in two.
Hearing hear(const Listener& listener, const Utterance& utterance, const Envelope& envelope,
             FrameRange within);

/// The middle of the longest pause in `within`; where there is none, its quietest frame.
int best_cut(const Envelope& envelope, FrameRange within);

}  // namespace ganemotion::speech
