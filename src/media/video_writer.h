#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "media/video_reader.h"

namespace ganemotion::media {

/// How the picture is encoded. Sound, subtitles and everything else is copied as it is.
struct EncodeOptions {
    std::string codec = "libx264";    ///< any video encoder that FFmpeg has
    int crf = 18;                     ///< 0 (lossless with libx264) to 51; 18 is visually transparent
    std::string preset = "veryfast";  ///< of the encoder: slower makes the file smaller
    int threads = 2;
};

/// Writes a video like another one: the frames given, with their own time stamps, and every other stream of
/// the source (sound, subtitles, data where the container takes them) packet for packet, with chapters,
/// metadata, aspect ratio, colour tags and rotation. The file appears at finish(), whole, or not at all.
class VideoWriter {
  public:
    /// `source` is the file that the frames come from. `marks` is written into the file's metadata beside the
    /// source's own. Throws Error(kUnwritableOutput) or Error(kUnreadableInput).
    VideoWriter(const std::filesystem::path& file, const std::filesystem::path& source,
                const EncodeOptions& options, const std::map<std::string, std::string>& marks = {});
    ~VideoWriter();
    VideoWriter(VideoWriter&&) noexcept;

    /// Frames come in order of time and have the size and layout of the source's.
    void write(const VideoFrame& frame);

    /// Drains the encoder, copies what is left of the other streams, closes, fsyncs and renames.
    /// Throws Error(kUnwritableOutput), for example on a full disk; nothing is left behind then.
    void finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Copies a media file byte for byte, whole or not at all.
void copy_file(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace ganemotion::media
