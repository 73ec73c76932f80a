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

/// Finds out before any work starts whether a video like `source` can be written to `file` so: a container
/// that we write (.mp4, .m4v, .mov, .mkv, .webm), an encoder that FFmpeg has here and that suits it, sound
/// that suits it, a crf of 0 to 51 and a preset that the encoder knows. Throws Error(kUsage) that says what
/// to give instead.
void check_encoding(const std::filesystem::path& file, const std::filesystem::path& source,
                    const EncodeOptions& options);

/// Writes a video like another one: the frames given, with their own time stamps, and every other stream of
/// the source (sound, subtitles, data where the container takes them) packet for packet, with chapters,
/// metadata, aspect ratio, colour tags and rotation. The file appears at finish(), whole, or not at all.
/// Memory does not grow with the length. Time stamps are kept exactly in .mp4, .m4v and .mov. Matroska (.mkv,
/// .webm) counts in milliseconds and has no times before zero: sound that begins earlier, as AAC in MP4 does,
/// shifts all streams together (by 23 ms). One thread at a time.
class VideoWriter {
  public:
    /// `source` is the file that the frames come from. `marks` is written into the file's metadata beside the
    /// source's own. Throws as check_encoding(), and Error(kUnwritableOutput) or Error(kUnreadableInput).
    VideoWriter(const std::filesystem::path& file, const std::filesystem::path& source,
                const EncodeOptions& options, const std::map<std::string, std::string>& marks = {});
    ~VideoWriter();
    VideoWriter(VideoWriter&&) noexcept;

    /// Frames come in order of time and have the size and layout of the source's.
    void write(const VideoFrame& frame);

    /// Drains the encoder, copies what is left of the other streams, closes, fsyncs and renames.
    /// Throws Error(kUnwritableOutput), for example on a full disk; nothing is left behind then.
    void finish();

    /// What could not be kept as it was (streams that the container does not take), in one line; else empty.
    [[nodiscard]] const std::string& warning() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Copies a media file byte for byte, whole or not at all. Throws Error(kUnreadableInput),
/// Error(kUnwritableOutput).
void copy_file(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace ganemotion::media
