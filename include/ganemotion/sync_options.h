#pragma once

#include <cstddef>

#include "ganemotion/seconds.h"

namespace ganemotion {

/// What decides which emotion is shown when. Every field: meaning, range, what changes when it is turned.
struct SyncOptions {
    // ---- how sure the words must be

    /// Probability 0..1 of the most probable emotion below which a sentence leaves the face alone. Higher:
    /// fewer, safer edits. With seven classes chance is 0.14; 0.4 is where one emotion clearly leads.
    double min_certainty = 0.4;
    /// Probability 0..1 from which the expression has its full intensity. Calibrated classifiers rarely go
    /// beyond.
    double full_certainty = 0.9;
    /// Intensity 0..1 of the expression at min_certainty; between the two it grows linearly. Below about a
    /// half an expression is not recognised by those who see it.
    double min_intensity = 0.5;
    /// Intensity 0..1 at full_certainty and above.
    double max_intensity = 1.0;

    // ---- very short sentences ("Yes.") say little: they take the emotion of their neighbour

    /// Sentences of fewer words than this, in less time than short_length, are very short. 0: none is.
    std::size_t short_words = 3;
    /// Languages without spaces have long sentences of one "word": time tells them apart.
    Seconds short_length{1.2};
    /// Probability 0..1 from which a very short sentence speaks for itself ("Wonderful!").
    double short_certainty = 0.8;
    /// A neighbour farther away than this has nothing to say about it.
    Seconds short_reach{2.0};

    // ---- what the face shows already

    /// Probability 0..1 from which the face shows an emotion; a face that shows none so surely counts as
    /// neutral.
    double shown_certainty = 0.5;
    /// So many looks in a row must agree before the edit goes on or off within a sentence, so that a single
    /// odd frame does not toggle it. 1: every look counts (the rule as published).
    std::size_t looks_to_toggle = 2;
    /// A sentence between two looks is judged by the nearest one, up to this far away.
    Seconds look_reach{0.75};

    // ---- whose voice it is

    /// Opening and closing of the lips, in widths of the face a second, below which a mouth rests while a
    /// sentence is spoken: it is a voice over the picture, and the face is left alone. Mouths that speak have
    /// 0.17 to 0.38, resting ones 0.004 to 0.005 (docs/timeline.md). 0: every voice belongs to the face.
    double still_mouth = 0.03;
    /// Motion of the head in the same unit from which a face is alive. A portrait that does not move at all
    /// (0.009 by the noise of its encoding; living heads have 0.02 to 0.57) speaks whatever is said over it.
    double moving_head = 0.02;
    /// So many looks at the face during the sentence are needed to tell; below, the voice is the face's.
    std::size_t looks_for_voice = 3;

    // ---- gaps

    /// An emotion that repeats holds over a gap up to this long: it does not drop and come back. Pauses
    /// between two sentences of one thought stay below 2 s.
    Seconds hold{2.0};
    /// Changes of emotion in any minute, 0 or more; the next one waits, and the emotion before holds on.
    /// Faces of people in talk change every few seconds at most.
    std::size_t max_changes_per_minute = 20;
};

/// How an edit comes and goes around its segment.
struct EaseOptions {
    /// Length of the way in and of the way out, where the gap has room. Spontaneous smiles take about half a
    /// second from their first sign to their apex (Schmidt, Cohn & Tian 2003). Longer is softer.
    Seconds ease{0.5};
    /// In a gap up to this long one emotion passes into the next over the whole gap; in longer ones the face
    /// returns to its own expression between.
    Seconds passing_gap{1.2};
    /// Length of the change around the boundary of two segments with no gap, or a gap shorter than this.
    /// Below about 0.3 s a change is seen as a jump.
    Seconds boundary{0.4};
};

}  // namespace ganemotion
