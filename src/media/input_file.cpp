#include "media/input_file.h"

#include <cmath>
#include <string_view>

namespace ganemotion::media {

namespace {

namespace fs = std::filesystem;

// Demuxers that take any bytes for a picture of text: what they give is never a video.
constexpr std::string_view kTextAsPicture[] = {"tty", "bin", "xbin", "adf", "idf"};

void check_there(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error)) throw unreadable(file, error ? error.message() : "there is no such file");
    if (fs::is_directory(file, error)) throw unreadable(file, "it is a folder");
    if (fs::is_regular_file(file, error) && fs::file_size(file, error) == 0 && !error)
        throw unreadable(file, "it is empty");
}

bool shows_text(const AVInputFormat& format) {
    for (const auto name : kTextAsPicture)
        if (name == format.name) return true;
    return false;
}

}  // namespace

Error unreadable(const fs::path& file, const std::string& why) {
    return {ErrorKind::kUnreadableInput, "cannot read " + file.string() + ": " + why};
}

InputPtr open_input(const fs::path& file) {
    silence_libav();
    check_there(file);
    AVDictionary* options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "pattern_type", "none", 0);  // "%03d" in a name is part of the name
    AVFormatContext* opened = nullptr;
    const int error = avformat_open_input(&opened, libav_url(file.string()).c_str(), nullptr, &options);
    av_dict_free(&options);
    if (error < 0)
        throw unreadable(file, "FFmpeg knows no such video, sound or picture (" + libav_error(error) + ")");
    InputPtr input(opened);
    if (shows_text(*input->iformat)) throw unreadable(file, "it is a text, not a video, sound or picture");
    const int found = avformat_find_stream_info(input.get(), nullptr);
    if (found < 0) throw unreadable(file, "its streams can not be found (" + libav_error(found) + ")");
    return input;
}

AVStream* first_stream(const AVFormatContext& input, AVMediaType kind) {
    constexpr int kStill = AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        AVStream* stream = input.streams[i];
        if (stream->codecpar->codec_type == kind && !(stream->disposition & kStill)) return stream;
    }
    return nullptr;
}

void read_only(AVFormatContext& input, const AVStream* stream) {
    for (unsigned i = 0; i < input.nb_streams; ++i)
        if (input.streams[i] != stream) input.streams[i]->discard = AVDISCARD_ALL;
}

std::int64_t time_zero(const AVFormatContext& input) {
    const bool begins_anywhere = input.iformat->flags & AVFMT_TS_DISCONT;
    return begins_anywhere && input.start_time != AV_NOPTS_VALUE ? input.start_time : 0;
}

int rotation_of(const AVStream& stream) {
    const auto* matrix = reinterpret_cast<const std::int32_t*>(
        av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
    if (!matrix) return 0;
    const double counterclockwise = av_display_rotation_get(matrix);
    if (std::isnan(counterclockwise)) return 0;
    const int quarters = static_cast<int>(std::lround(-counterclockwise / 90));
    return ((quarters % 4) + 4) % 4 * 90;
}

}  // namespace ganemotion::media
