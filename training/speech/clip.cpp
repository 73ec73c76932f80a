#include "speech/clip.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "ganemotion/error.h"
#include "media/sound_reader.h"

namespace ganemotion::training {

namespace {

constexpr std::size_t kFrame = media::kSpeechSampleRate / 100;
constexpr int kFramesOfSpeech = 3;
constexpr double kBelowVowels = 30;     // dB
constexpr double kAboveBackground = 8;  // dB
constexpr double kVowels = 0.98;        // quantiles of the level
constexpr double kBackground = 0.05;

std::vector<double> levels_of(const std::vector<float>& samples) {
    std::vector<double> levels;
    for (std::size_t begin = 0; begin + kFrame <= samples.size(); begin += kFrame) {
        double energy = 0;
        for (std::size_t i = begin; i < begin + kFrame; ++i)
            energy += static_cast<double>(samples[i]) * static_cast<double>(samples[i]);
        levels.push_back(10 * std::log10(energy / kFrame + 1e-10));
    }
    return levels;
}

double quantile(std::vector<double> values, double fraction) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(fraction * static_cast<double>(values.size() - 1))];
}

std::vector<float> samples_of(const std::filesystem::path& file) {
    media::SoundReader reader(file);
    std::vector<float> samples;
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next())
        samples.insert(samples.end(), piece.begin(), piece.end());
    return samples;
}

// "<s> ten of clubs  </s> (001)" by its name, "001".
std::map<std::string, std::string> transcripts_of(const std::filesystem::path& file) {
    std::map<std::string, std::string> transcripts;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string text;
        for (std::string word; words >> word;) {
            if (word.front() == '(' && word.back() == ')')
                transcripts[word.substr(1, word.size() - 2)] = text;
            else if (word.front() != '<')
                text += (text.empty() ? "" : " ") + word;
        }
    }
    return transcripts;
}

}  // namespace

Clip trimmed(Clip clip) {
    const std::vector<double> levels = levels_of(clip.samples);
    if (levels.empty()) return clip;
    const double threshold =
        std::max(quantile(levels, kVowels) - kBelowVowels, quantile(levels, kBackground) + kAboveBackground);
    const auto speaks = [&](double level) { return level >= threshold; };
    const auto begin = std::search_n(levels.begin(), levels.end(), kFramesOfSpeech, true,
                                     [&](double level, bool) { return speaks(level); });
    const auto end = std::search_n(levels.rbegin(), levels.rend(), kFramesOfSpeech, true,
                                   [&](double level, bool) { return speaks(level); });
    if (begin == levels.end()) return clip;
    const auto first = static_cast<std::ptrdiff_t>(kFrame) * (begin - levels.begin());
    const auto last = static_cast<std::ptrdiff_t>(kFrame) * (end.base() - levels.begin());
    clip.samples = {clip.samples.begin() + first, clip.samples.begin() + last};
    for (Seconds& start : clip.word_starts)
        start = std::max(Seconds{0}, start - Seconds(static_cast<double>(first) / media::kSpeechSampleRate));
    return clip;
}

std::vector<Clip> read_speech(const std::filesystem::path& folder) {
    std::vector<Clip> clips;
    for (const char* part : {"librivox/transcription", "cards/cards.transcription"}) {
        const std::filesystem::path transcription = folder / part;
        for (const auto& [name, text] : transcripts_of(transcription))
            clips.push_back(trimmed({samples_of(transcription.parent_path() / (name + ".wav")), text}));
    }
    if (clips.empty())
        throw Error(ErrorKind::kMissingModel, folder.string() +
                                                  ": has no read speech; the Debian package "
                                                  "pocketsphinx-testdata brings it, scripts/setup training "
                                                  "installs it");
    return clips;
}

}  // namespace ganemotion::training
