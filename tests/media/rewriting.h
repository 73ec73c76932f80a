#pragma once

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "media/video_writer.h"
#include "workplace.h"

namespace ganemotion::media {

inline const EncodeOptions kQuick{.codec = "libx264", .crf = 30, .preset = "ultrafast", .threads = 1};
inline const EncodeOptions kLossless{.codec = "libx264", .crf = 0, .preset = "ultrafast", .threads = 1};

/// Every frame of `source` goes into `target` unchanged. Gives the writer's warning.
std::string rewrite(const std::filesystem::path& source, const std::filesystem::path& target,
                    const EncodeOptions& options = kQuick,
                    const std::map<std::string, std::string>& marks = {});

/// The first 0.8 s of a clip, so that the tests stay quick. Packets are copied.
std::filesystem::path beginning(const Workplace& place, const std::filesystem::path& clip,
                                const std::string& name = "beginning.mp4");

struct Timing {
    std::int64_t time_stamp, duration;
    friend bool operator==(const Timing&, const Timing&) = default;
    friend std::ostream& operator<<(std::ostream& out, const Timing& timing);
};

/// Of every frame, as the reader gives them.
std::vector<Timing> timings_of(const std::filesystem::path& file);

/// Presentation times of the video in seconds, in order, as ffprobe prints them.
std::string video_times(const std::filesystem::path& file);

/// A hash of each sound stream's packets, and of their times as well.
std::string sound_packets(const std::filesystem::path& file);
std::string sound_packets_and_times(const std::filesystem::path& file);

/// What ffprobe shows of a stream ("v:0", or of all of them), and of the file's tags.
std::string shown(const std::filesystem::path& file, const std::string& stream, const std::string& entries);
std::string tag(const std::filesystem::path& file, const std::string& name);

/// Fails the test where two videos differ in a pixel.
void expect_same_pixels(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace ganemotion::media
