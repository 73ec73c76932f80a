#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "ganemotion/seconds.h"
#include "media/picture.h"

namespace ganemotion::media {

/// The unit of time stamps: numerator / denominator seconds.
struct TimeBase {
    int numerator = 1;
    int denominator = 1;

    [[nodiscard]] Seconds seconds(std::int64_t time_stamp) const {
        return Seconds(static_cast<double>(time_stamp) * numerator / denominator);
    }
};

/// Interlaced video holds two moments in a frame, in its even and its odd rows.
enum class Fields { kProgressive, kTopFirst, kBottomFirst };

struct VideoFrame {
    Picture picture;
    Seconds time{};               ///< presentation time from the video's own zero (not from its first frame)
    std::int64_t time_stamp = 0;  ///< the same in VideoInfo::time_base units, exactly
    std::int64_t duration = 0;    ///< in time_base units, until the next frame; of the last as the file says
    Fields fields = Fields::kProgressive;
};

struct VideoInfo {
    cv::Size size;       ///< of a decoded frame, before rotation
    int rotation = 0;    ///< degrees clockwise that a player turns the frame by to show it: 0, 90, 180, 270
    TimeBase time_base;  ///< of the video stream
    double frames_per_second = 0;  ///< average
    Seconds duration{};            ///< 0 where the file does not say
    std::int64_t frame_count = 0;  ///< an estimate, for progress
    bool has_sound = false;
    std::string codec;
};

/// Decodes the first video stream (not a cover picture) of any file that FFmpeg reads, all frames to the last
/// (the decoder is drained). Planes of 8-bit YUV come as they are, bit for bit; frames of more bits or of
/// other layouts become 8-bit YUV 4:2:0 of the same matrix and range. Time stamps strictly increase. One
/// thread at a time. Throws Error(kUnreadableInput) that names the file: missing, no video stream, nothing
/// that can be decoded. Later damage costs the frames that it hit and a file that is cut short ends where it
/// was cut; warning() says so.
class VideoReader {
  public:
    explicit VideoReader(const std::filesystem::path& file, int threads = 1);
    ~VideoReader();
    VideoReader(VideoReader&&) noexcept;
    VideoReader& operator=(VideoReader&&) noexcept;

    [[nodiscard]] const VideoInfo& info() const;

    /// The next frame in order of presentation, or nothing at the end.
    std::optional<VideoFrame> next();

    /// Leaves out what comes before that time: next() then gives the first frame at or after it, as it would
    /// have come in its turn. What no later frame is made of is not decoded.
    void skip_to(Seconds time);

    /// Goes to the last key frame at or before that time; next() then gives frames from there.
    void seek(Seconds time);

    /// What was damaged, in one line; empty if nothing was.
    [[nodiscard]] const std::string& warning() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::media
