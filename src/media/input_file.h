#pragma once

#include <filesystem>
#include <memory>

#include "ganemotion/error.h"
#include "media/libav.h"

namespace ganemotion::media {

struct InputDeleter {
    void operator()(AVFormatContext* input) const { avformat_close_input(&input); }
};
using InputPtr = std::unique_ptr<AVFormatContext, InputDeleter>;

/// Opens a media file and finds its streams. Only local files are opened, also when a playlist names others.
/// Throws Error(kUnreadableInput) that says what is wrong: missing, a folder, empty, of no known format.
InputPtr open_input(const std::filesystem::path& file);

/// The first stream of that kind, or nullptr; a cover picture is not a video stream.
AVStream* first_stream(const AVFormatContext& input, AVMediaType kind);

/// Reads packets of these streams only.
void read_only(AVFormatContext& input, const AVStream* stream);

/// Time zero of the file in microseconds. Most formats count from zero; broadcast streams (MPEG-TS) begin
/// anywhere, and there it is the first time stamp.
std::int64_t time_zero(const AVFormatContext& input);

/// Degrees clockwise, 0, 90, 180 or 270, that a player turns this stream's picture by.
int rotation_of(const AVStream& stream);

Error unreadable(const std::filesystem::path& file, const std::string& why);

}  // namespace ganemotion::media
