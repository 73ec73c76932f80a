#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "ganemotion/seconds.h"

namespace ganemotion::pipeline {

/// How far a mouth was open in a frame.
struct MouthSample {
    float time = 0;     ///< seconds from the begin of the video
    float opening = 0;  ///< between the lips, in widths of the face
};

/// How loud the sound of a video is over time.
struct Loudness {
    static constexpr int kRate = 25;  ///< values a second: about a frame each
    std::vector<float> values;        ///< root of the RMS: loud speech is not all that counts
};

/// Of the file's first sound stream; empty where it has none. Throws Error(kUnreadableInput).
Loudness loudness_of(const std::filesystem::path& file);

/// Whether a mouth moves when it is loud: the correlation (-1..1) of the speed of its opening with the
/// loudness around a time, both smoothed over about a syllable and the sound up to a tenth of a second late.
/// `samples`: in order of time. Nothing where the mouth was not seen for long enough, or nothing changes.
///
/// Measured on five talking people, each against the sound of each: over 3 s the right sound wins against a
/// wrong one in 85 % of the pairs, over 1.5 s in 75 %.
std::optional<float> lip_sync(const std::vector<MouthSample>& samples, const Loudness& loudness,
                              Seconds around);

}  // namespace ganemotion::pipeline
