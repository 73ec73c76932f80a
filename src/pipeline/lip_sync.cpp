#include "pipeline/lip_sync.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "media/sound_reader.h"

namespace ganemotion::pipeline {

namespace {

constexpr int kRate = Loudness::kRate;
constexpr int kReach = 3 * kRate / 2;  // values before and after the time that is asked about
constexpr int kLeast = kRate;          // values that must be there
constexpr int kSyllable = 9;           // values that are smoothed over (0.36 s)
constexpr int kLatest = 3;             // values by which the sound may be late
constexpr float kHole = 0.25F;         // seconds without a sample: the mouth was not seen
constexpr float kNothing = 1e-9F;      // variance that is rounding, not change

using Values = std::vector<float>;

Values smoothed(const Values& values) {
    Values weights(kSyllable);
    for (int i = 0; i < kSyllable; ++i)
        weights[static_cast<std::size_t>(i)] =
            1 - std::cos(2 * std::numbers::pi_v<float> * static_cast<float>(i + 1) / (kSyllable + 1));
    const int count = static_cast<int>(values.size());
    Values result(values.size());
    for (int i = 0; i < count; ++i) {
        float sum = 0, weight = 0;
        for (int k = std::max(0, i - kSyllable / 2); k <= std::min(count - 1, i + kSyllable / 2); ++k) {
            const float w = weights[static_cast<std::size_t>(k - i + kSyllable / 2)];
            sum += w * values[static_cast<std::size_t>(k)];
            weight += w;
        }
        result[static_cast<std::size_t>(i)] = sum / weight;
    }
    return result;
}

/// Openings at the times of the loudness from index `first` on, until a hole or `count`.
Values openings_from(const std::vector<MouthSample>& samples, int first, int count) {
    Values openings;
    auto next = samples.begin();
    for (int i = 0; i < count; ++i) {
        const float time = (static_cast<float>(first + i) + 0.5F) / kRate;
        next = std::lower_bound(next, samples.end(), time,
                                [](const MouthSample& sample, float t) { return sample.time < t; });
        if (next == samples.begin() || next == samples.end()) {
            if (openings.empty()) continue;
            break;
        }
        const MouthSample& before = *std::prev(next);
        const float apart = next->time - before.time;
        if (apart > kHole) break;
        openings.push_back(before.opening +
                           (next->opening - before.opening) * (time - before.time) / std::max(apart, 1e-4F));
    }
    return openings;
}

std::optional<float> correlation(const float* a, const float* b, int count) {
    float a_mean = 0, b_mean = 0;
    for (int i = 0; i < count; ++i)
        a_mean += a[i] / static_cast<float>(count), b_mean += b[i] / static_cast<float>(count);
    float aa = 0, bb = 0, ab = 0;
    for (int i = 0; i < count; ++i) {
        aa += (a[i] - a_mean) * (a[i] - a_mean);
        bb += (b[i] - b_mean) * (b[i] - b_mean);
        ab += (a[i] - a_mean) * (b[i] - b_mean);
    }
    const float nothing = kNothing * static_cast<float>(count);
    if (aa <= nothing || bb <= nothing) return std::nullopt;
    return ab / std::sqrt(aa * bb);
}

}  // namespace

Loudness loudness_of(const std::filesystem::path& file) {
    constexpr int kSamples = media::kSpeechSampleRate / kRate;
    media::SoundReader sound(file);
    Loudness loudness;
    float energy = 0;
    int count = 0;
    for (std::vector<float> piece = sound.next(); !piece.empty(); piece = sound.next())
        for (const float sample : piece) {
            if (std::isfinite(sample)) energy += sample * sample;
            if (++count < kSamples) continue;
            loudness.values.push_back(std::sqrt(std::sqrt(energy / kSamples)));
            energy = 0;
            count = 0;
        }
    return loudness;
}

std::optional<float> lip_sync(const std::vector<MouthSample>& samples, const Loudness& loudness,
                              Seconds around) {
    const int middle = static_cast<int>(around.count() * kRate);
    const int all = static_cast<int>(loudness.values.size());
    int first = std::max(0, middle - kReach);
    if (!samples.empty()) first = std::max(first, static_cast<int>(std::ceil(samples.front().time * kRate)));
    const Values openings = openings_from(samples, first, std::min(middle + kReach, all) - first);
    if (static_cast<int>(openings.size()) < kLeast) return std::nullopt;
    Values speed(openings.size());
    for (std::size_t i = 1; i < openings.size(); ++i) speed[i] = std::abs(openings[i] - openings[i - 1]);
    speed.front() = speed[1];
    const Values lips = smoothed(speed);
    const Values sound = smoothed(
        {loudness.values.begin() + first, loudness.values.begin() + first + static_cast<int>(lips.size())});
    std::optional<float> best;
    for (int late = 0; late <= kLatest; ++late) {
        const auto value =
            correlation(lips.data(), sound.data() + late, static_cast<int>(lips.size()) - late);
        if (value && (!best || *value > *best)) best = value;
    }
    return best;
}

}  // namespace ganemotion::pipeline
