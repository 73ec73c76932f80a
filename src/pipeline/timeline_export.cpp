#include "pipeline/timeline_export.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "speech/subtitles.h"
#include "sync/timeline_plot.h"

namespace ganemotion::pipeline {

namespace {

// Enough that a syllable has its own peak in a plot.
constexpr std::size_t kPeaksPerSecond = 100;

std::string tagged(const Segment& segment) {
    if (!segment.emotion) return segment.text;
    return fmt::format("[{}{}] {}", name_of(*segment.emotion), segment.leave ? ", left" : "", segment.text);
}

std::vector<speech::Sentence> cues_of(const Timeline& timeline) {
    std::vector<speech::Sentence> cues;
    for (const Segment& segment : timeline.segments) {
        if (!segment.text.empty())
            cues.push_back({segment.start, segment.end, tagged(segment), {}});
        else if (!cues.empty() && cues.back().end == segment.start && segment.source != "gap")
            cues.back().end = segment.end;  // the rest of a sentence that the face shows by halves
    }
    return cues;
}

/// Peaks of the sound; the loudest is 1.
std::vector<float> loudness_of(media::SoundReader& sound) {
    constexpr std::size_t kSamples = media::kSpeechSampleRate / kPeaksPerSecond;
    std::vector<float> peaks;
    std::size_t count = 0;
    for (auto piece = sound.next(); !piece.empty(); piece = sound.next())
        for (const float sample : piece) {
            if (count++ % kSamples == 0) peaks.push_back(0);
            peaks.back() = std::max(peaks.back(), std::abs(sample));
        }
    const float loudest = peaks.empty() ? 0 : *std::max_element(peaks.begin(), peaks.end());
    for (float& peak : peaks) peak /= std::max(loudest, 1e-6F);
    return peaks;
}

}  // namespace

void check_timeline_format(const std::filesystem::path& file) {
    const std::filesystem::path extension = file.extension();
    if (extension != ".json" && extension != ".srt" && extension != ".vtt")
        throw Error(ErrorKind::kUsage, file.string() + ": a timeline is written as .json, .srt or .vtt");
}

void export_timeline(const Timeline& timeline, const std::filesystem::path& file) {
    check_timeline_format(file);
    if (file.extension() == ".json")
        write_timeline(timeline, file);
    else
        speech::write_sentences(cues_of(timeline), file);
}

void plot_timeline(const Timeline& timeline, const std::filesystem::path& video,
                   const std::filesystem::path& svg) {
    sync::PlotData data;
    if (!video.empty()) {
        media::SoundReader sound(video);
        data.loudness = loudness_of(sound);
        data.duration = Seconds{static_cast<double>(data.loudness.size()) / kPeaksPerSecond};
    }
    files::write_text(svg, sync::to_svg(timeline, data));
}

}  // namespace ganemotion::pipeline
