#include "speech/spoken.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numbers>
#include <random>
#include <stdexcept>

namespace ganemotion::speech {

namespace {

constexpr double kAudible = 0.01;  // of the peak: 40 dB below it

std::filesystem::path temporary(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() / "ganemotion_speech_test";
    std::filesystem::create_directories(folder);
    return folder / name;
}

// espeak-ng writes a plain header of 44 bytes.
std::vector<float> read_espeak(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(44);
    std::vector<float> samples;
    for (std::int16_t sample = 0; in.read(reinterpret_cast<char*>(&sample), sizeof sample);)
        samples.push_back(static_cast<float>(sample) / 32768);
    return samples;
}

std::vector<float> without_silence(const std::vector<float>& samples) {
    float peak = 0;
    for (float sample : samples) peak = std::max(peak, std::abs(sample));
    const auto audible = [&](float sample) { return std::abs(sample) > kAudible * peak; };
    const auto begin = std::find_if(samples.begin(), samples.end(), audible);
    const auto end = std::find_if(samples.rbegin(), samples.rend(), audible).base();
    return {begin, end};
}

}  // namespace

Spoken& Spoken::silence(double seconds) {
    samples_.resize(samples_.size() + static_cast<std::size_t>(seconds * kRate), 0.0F);
    return *this;
}

Spoken& Spoken::say(const std::string& text, const std::string& voice) {
    const auto file = temporary("sentence.wav");
    const std::string command = "espeak-ng -v " + voice + " -s 150 -w '" + file.string() + "' '" + text + "'";
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("espeak-ng does not run: scripts/setup installs it");
    const std::vector<float> said = without_silence(read_espeak(file));
    const auto seconds = [&] { return Seconds(static_cast<double>(samples_.size()) / kRate); };
    Sentence sentence{seconds(), {}, text, {}};
    samples_.insert(samples_.end(), said.begin(), said.end());
    sentence.end = seconds();
    truth_.push_back(sentence);
    return *this;
}

Spoken& Spoken::tone(double seconds, double hertz, double amplitude) {
    for (int i = 0; i < static_cast<int>(seconds * kRate); ++i)
        samples_.push_back(
            static_cast<float>(amplitude * std::sin(2 * std::numbers::pi * hertz * i / kRate)));
    return *this;
}

Spoken& Spoken::noise(double decibels_below) {
    double energy = 0;
    for (float sample : samples_) energy += static_cast<double>(sample) * static_cast<double>(sample);
    const double level = std::sqrt(energy / static_cast<double>(samples_.size()));
    std::mt19937 random(1);
    std::normal_distribution<float> hiss(0, static_cast<float>(level * std::pow(10, -decibels_below / 20)));
    for (float& sample : samples_) sample += hiss(random);
    return *this;
}

std::filesystem::path Spoken::save(const std::string& name) const {
    return save_wav(samples_, kRate, name);
}

std::filesystem::path save_wav(const std::vector<float>& samples, int rate, const std::string& name) {
    const auto file = temporary(name);
    std::ofstream out(file, std::ios::binary);
    const auto number = [&](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) out.put(static_cast<char>(value >> (8 * i)));
    };
    const auto bytes = static_cast<std::uint32_t>(samples.size() * 2);
    out << "RIFF";
    number(36 + bytes, 4);
    out << "WAVEfmt ";
    number(16, 4);
    number(1, 2);
    number(1, 2);
    number(static_cast<std::uint32_t>(rate), 4);
    number(static_cast<std::uint32_t>(rate) * 2, 4);
    number(2, 2);
    number(16, 2);
    out << "data";
    number(bytes, 4);
    for (float sample : samples)
        number(static_cast<std::uint16_t>(
                   static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767))),
               2);
    return file;
}

}  // namespace ganemotion::speech
