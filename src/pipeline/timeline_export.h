#pragma once

#include <filesystem>

#include "ganemotion/timeline.h"

namespace ganemotion::pipeline {

/// The timeline as a file of its extension: .json (docs/timeline.md), or .srt and .vtt with a cue a sentence
/// that tells its emotion, "[happy] I got the job!", or "[happy, left] ..." where the face is left alone.
/// Throws Error(kUsage) for another extension, Error(kUnwritableOutput).
void export_timeline(const Timeline& timeline, const std::filesystem::path& file);

/// Refuses an extension that export_timeline() does not know.
void check_timeline_format(const std::filesystem::path& file);

/// Draws the timeline over the sound of the video, if there is one (sync::to_svg).
void plot_timeline(const Timeline& timeline, const std::filesystem::path& video,
                   const std::filesystem::path& svg);

}  // namespace ganemotion::pipeline
