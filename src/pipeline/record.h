#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "ganemotion/ganemotion.h"

namespace ganemotion::pipeline {

/// OUT.ganemotion.json beside OUT.mp4: tells whoever finds the video what was done to it.
std::filesystem::path record_path(const std::filesystem::path& output);

/// Writes it: program, version, name and SHA-256 of the source, options, emotions, timeline.
void write_record(const std::filesystem::path& output, const std::filesystem::path& video,
                  const std::string& video_sha256, const Timeline& timeline, const EnlivenOptions& options,
                  const Report& report);

/// The analysis of a video, kept beside the output (OUT.ganemotion-part.json) from its end until the video is
/// written.
class KeptAnalysis {
  public:
    KeptAnalysis(const std::filesystem::path& output, std::string video_sha256,
                 const AnalyseOptions& options);

    /// What an interrupted run left, if it was about the same video with the same options.
    [[nodiscard]] std::optional<Timeline> read() const;
    void write(const Timeline& timeline) const;
    void remove() const;

  private:
    std::filesystem::path file_;
    std::string video_sha256_;
    std::string options_;
};

}  // namespace ganemotion::pipeline
