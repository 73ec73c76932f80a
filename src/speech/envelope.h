#pragma once

#include <span>
#include <vector>

namespace ganemotion::speech {

/// Frames of the envelope, a level each.
inline constexpr int kEnvelopeRate =
    100;  ///< per second: finer than the tenth of a second that sentence times aim at

/// A run of frames [begin, end).
struct FrameRange {
    int begin = 0;
    int end = 0;
    [[nodiscard]] int size() const { return end - begin; }
    friend bool operator==(const FrameRange&, const FrameRange&) = default;
};

/// How loud a stretch of sound is over time, in decibels of full scale, and from which level on it is more
/// than its background.
struct Envelope {
    std::vector<float> level;  ///< dB, kEnvelopeRate a second
    float threshold = 0;       ///< dB; below it is background
    float loud = 0;            ///< dB; what the louder speech of the stretch reaches

    [[nodiscard]] bool audible(int frame) const {
        return level[static_cast<std::size_t>(frame)] >= threshold;
    }
};

/// `samples`: mono, 16 kHz, -1..1.
Envelope envelope_of(std::span<const float> samples);

/// Where `envelope` stays below its threshold between begin and end of `within`, for `shortest` frames at
/// least; a single audible frame (a click) does not end a pause.
std::vector<FrameRange> pauses_of(const Envelope& envelope, FrameRange within, int shortest);

/// The audible part of `within`, as far as sound goes on around it: beyond its ends the audible frames that
/// touch it are taken in, unless a break of more than `longest_break` frames comes before them. Empty if
/// nothing is audible.
FrameRange audible_part(const Envelope& envelope, FrameRange within, int longest_break);

}  // namespace ganemotion::speech
