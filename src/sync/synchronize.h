#pragma once

#include <vector>

#include "ganemotion/emotion.h"
#include "ganemotion/seconds.h"
#include "ganemotion/sync_options.h"
#include "ganemotion/timeline.h"
#include "speech/sentence.h"

namespace ganemotion::sync {

/// How a face moved while a sentence was spoken.
struct FaceMotion {
    std::size_t looks = 0;  ///< in which it was watched; 0: nothing is known
    double mouth = 0;       ///< opening and closing of the lips, widths of the face a second
    double head = 0;        ///< motion of the head, the same
};

/// A sentence and the emotion of its words.
struct SpokenEmotion {
    speech::Sentence sentence;
    EmotionProbabilities probabilities;
    FaceMotion motion{};  ///< of the face that it is about
};

/// What the unedited face showed in one of the looks, which come once a second.
struct ShownExpression {
    Seconds time{};
    EmotionProbabilities probabilities;
};

/// When which emotion is to be shown, by these rules in this order:
///   1. the most probable emotion of the words holds for the complete sentence; its intensity grows with its
///   certainty;
///   2. a very short sentence joins its nearest neighbour, unless it is sure;
///   3. a sentence that is not sure tells its emotion but leaves the face alone;
///   4. a voice over the picture, to which no mouth moves, leaves the face alone;
///   5. no more changes than the limit in any minute;
///   6. a stretch whose face shows that emotion already is left alone;
///   7. between two sentences of one emotion it holds; any other change takes place in the gap.
/// Segment::why names the rule that decided.
/// `spoken` and `shown` are in order of time. `duration`: of the video, 0 if unknown; nothing reaches beyond
/// it. The result has thousandths of seconds and of intensities. Timeline::source stays empty.
Timeline synchronize(const std::vector<SpokenEmotion>& spoken, const std::vector<ShownExpression>& shown,
                     Seconds duration, const SyncOptions& options = {});

/// The same with every intensity times `factor`, 0..1.
Timeline with_intensity(Timeline timeline, double factor);

/// One emotion for the whole video, asked for by option.
Timeline hold_throughout(Emotion emotion, double intensity, Seconds duration);

}  // namespace ganemotion::sync
