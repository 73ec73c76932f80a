#include "speech/composition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <numbers>
#include <random>

#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "speech/sentence_text.h"

namespace ganemotion::training {

namespace {

constexpr double kRate = media::kSpeechSampleRate;
// Speech of all clips is made equally loud.
constexpr double kSpeechLevel = 0.08;  // root mean square
constexpr std::size_t kFade = 80;      // samples, 5 ms: a cut does not click
constexpr double kFullScale = 32767;

double level_of(const std::vector<float>& samples) {
    double energy = 0;
    for (const float sample : samples) energy += static_cast<double>(sample) * static_cast<double>(sample);
    return std::sqrt(energy / static_cast<double>(std::max<std::size_t>(samples.size(), 1)));
}

Seconds time_of(std::size_t sample) {
    return Seconds(static_cast<double>(sample) / kRate);
}

/// Three-part chords that change every half second, with the overtones of an organ.
float tone_at(std::size_t sample) {
    constexpr std::array<std::array<double, 3>, 4> kChords = {
        {{220, 277.2, 329.6}, {246.9, 311.1, 370}, {196, 246.9, 293.7}, {174.6, 220, 261.6}}};
    const double time = static_cast<double>(sample) / kRate;
    const auto& chord = kChords[static_cast<std::size_t>(2 * time) % kChords.size()];
    double sum = 0;
    for (const double hertz : chord)
        for (int overtone = 1; overtone <= 4; ++overtone)
            sum += std::sin(2 * std::numbers::pi * hertz * overtone * time) / overtone;
    return static_cast<float>(sum);
}

void add_background(std::vector<float>& samples, const CompositionOptions& options) {
    if (options.background == Background::kSilence) return;
    std::vector<float> background(samples.size());
    std::mt19937 random(options.seed);
    std::normal_distribution<float> hiss;
    for (std::size_t i = 0; i < samples.size(); ++i)
        background[i] = options.background == Background::kNoise ? hiss(random) : tone_at(i);
    const double gain =
        kSpeechLevel * std::pow(10, -options.speech_above_background / 20) / level_of(background);
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += static_cast<float>(gain) * background[i];
}

void append(Composition& composition, const Clip& clip) {
    speech::Sentence sentence{time_of(composition.samples.size()), {}, clip.text, {}};
    const auto gain = static_cast<float>(kSpeechLevel / level_of(clip.samples));
    const std::size_t count = clip.samples.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from_end = std::min(i, count - 1 - i);
        const float fade = std::min(1.0F, static_cast<float>(from_end + 1) / kFade);
        composition.samples.push_back(gain * fade * clip.samples[i]);
    }
    sentence.end = time_of(composition.samples.size());
    const std::vector<std::string> words = speech::plain_words(clip.text);
    // The voice speaks "seventy-two" as a word of its own choice: times are of use only word by word.
    if (words.size() == clip.word_starts.size())
        for (std::size_t i = 0; i < words.size(); ++i)
            sentence.words.push_back(
                {sentence.start + clip.word_starts[i],
                 i + 1 < words.size() ? sentence.start + clip.word_starts[i + 1] : sentence.end, words[i]});
    composition.truth.push_back(std::move(sentence));
}

}  // namespace

std::string name_of(Background background) {
    constexpr std::array kNames = {"silence", "noise at 10 dB", "tones at 10 dB"};
    return kNames[static_cast<std::size_t>(background)];
}

Composition compose(const std::vector<Clip>& clips, const CompositionOptions& options) {
    Composition composition;
    const auto silence = [&](Seconds length) {
        composition.samples.resize(
            composition.samples.size() + static_cast<std::size_t>(length.count() * kRate), 0.0F);
    };
    silence(options.lead);
    for (std::size_t i = 0; time_of(composition.samples.size()) < options.shortest; ++i) {
        if (i > 0) silence(options.pause);
        append(composition, clips[i % clips.size()]);
    }
    silence(options.lead);
    add_background(composition.samples, options);
    return composition;
}

void write_wav(const std::vector<float>& samples, const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary);
    const auto number = [&](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out.put(static_cast<char>(value >> (8 * i)));
    };
    const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
    constexpr std::uint32_t kSamplesASecond = media::kSpeechSampleRate;
    out << "RIFF";
    number(36 + bytes, 4);
    out << "WAVEfmt ";
    number(16, 4);
    number(1, 2);
    number(1, 2);
    number(kSamplesASecond, 4);
    number(kSamplesASecond * 2, 4);
    number(2, 2);
    number(16, 2);
    out << "data";
    number(bytes, 4);
    for (const float sample : samples)
        number(static_cast<std::uint16_t>(static_cast<std::int16_t>(
                   std::lround(static_cast<double>(std::clamp(sample, -1.0F, 1.0F)) * kFullScale))),
               2);
    if (!out) throw Error(ErrorKind::kUnwritableOutput, "cannot write " + file.string());
}

}  // namespace ganemotion::training
