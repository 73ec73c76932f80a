#include "speech/envelope.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "media/sound_reader.h"

namespace ganemotion::speech {

namespace {

constexpr int kHop = media::kSpeechSampleRate / kEnvelopeRate;
constexpr int kWindow = 2 * kHop;    // 20 ms: two periods of a deep voice
constexpr float kHighPass = 0.962F;  // one pole at 100 Hz: hum and rumble carry no speech
constexpr float kSilence = -80;      // dB; what 16 bit sound calls silence

// The background is what the quietest twentieth of the frames stays under; a level this far above it is no
// chance of the noise (a 20 ms window of white noise varies by 0.7 dB).
constexpr double kBackgroundQuantile = 0.05;
constexpr double kLoudQuantile = 0.95;
constexpr float kAboveBackground = 4;
// In a clean recording, breaths and reverberation stay more than this below the loud vowels; weak fricatives
// do not.
constexpr float kDynamicRange = 35;

std::vector<float> without_rumble(std::span<const float> samples) {
    std::vector<float> passed(samples.size());
    float before_in = samples.empty() ? 0 : samples[0];
    float before_out = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        before_out = kHighPass * (before_out + samples[i] - before_in);
        before_in = samples[i];
        passed[i] = before_out;
    }
    return passed;
}

float quantile(std::vector<float> values, double fraction) {
    if (values.empty()) return kSilence;
    const auto nth =
        values.begin() + static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

}  // namespace

Envelope envelope_of(std::span<const float> samples) {
    const std::vector<float> passed = without_rumble(samples);
    Envelope envelope;
    const int count = static_cast<int>(samples.size()) / kHop;
    envelope.level.reserve(static_cast<std::size_t>(count));
    for (int frame = 0; frame < count; ++frame) {
        const int centre = frame * kHop + kHop / 2;
        const int begin = std::max(0, centre - kWindow / 2);
        const int end = std::min(static_cast<int>(samples.size()), centre + kWindow / 2);
        double energy = 0;
        for (int i = begin; i < end; ++i)
            energy += static_cast<double>(passed[static_cast<std::size_t>(i)]) *
                      static_cast<double>(passed[static_cast<std::size_t>(i)]);
        const double decibels = 10 * std::log10(energy / (end - begin) + 1e-12);
        envelope.level.push_back(std::max(kSilence, static_cast<float>(decibels)));
    }
    envelope.loud = quantile(envelope.level, kLoudQuantile);
    envelope.threshold = std::max(quantile(envelope.level, kBackgroundQuantile) + kAboveBackground,
                                  envelope.loud - kDynamicRange);
    return envelope;
}

std::vector<FrameRange> pauses_of(const Envelope& envelope, FrameRange within, int shortest) {
    std::vector<FrameRange> pauses;
    for (int frame = within.begin; frame < within.end; ++frame) {
        if (envelope.audible(frame)) continue;
        const int begin = frame;
        while (frame < within.end &&
               (!envelope.audible(frame) || (frame + 1 < within.end && !envelope.audible(frame + 1))))
            ++frame;
        if (frame - begin >= shortest) pauses.push_back({begin, frame});
    }
    return pauses;
}

FrameRange audible_part(const Envelope& envelope, FrameRange within, int longest_break) {
    const int last = static_cast<int>(envelope.level.size());
    within = {std::clamp(within.begin, 0, last), std::clamp(within.end, 0, last)};
    FrameRange part = within;
    while (part.begin < part.end && !envelope.audible(part.begin)) ++part.begin;
    while (part.end > part.begin && !envelope.audible(part.end - 1)) --part.end;
    if (part.size() == 0) return part;
    for (int frame = part.begin - 1; frame >= 0 && part.begin - frame <= longest_break + 1; --frame)
        if (envelope.audible(frame)) part.begin = frame;
    for (int frame = part.end; frame < last && frame - part.end <= longest_break; ++frame)
        if (envelope.audible(frame)) part.end = frame + 1;
    return part;
}

}  // namespace ganemotion::speech
