#include "media/video_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <string_view>

#include "media/frame_converter.h"
#include "media/stream_decoder.h"

namespace ganemotion::media {

namespace {

/// The frames of such a file are in chunks that FFmpeg's decoder passes over.
bool is_animated_webp(const std::filesystem::path& file) {
    constexpr std::size_t kKind = 8, kFlags = 20;  // after "RIFF" and a size; after "WEBPVP8X" and a size
    constexpr unsigned kAnimated = 2;
    std::array<char, kFlags + 1> head{};
    std::ifstream(file, std::ios::binary).read(head.data(), head.size());
    const std::string_view text(head.data(), head.size());
    return text.starts_with("RIFF") && text.substr(kKind).starts_with("WEBPVP8X") &&
           (static_cast<unsigned char>(head[kFlags]) & kAnimated) != 0;
}

VideoInfo describe(const AVFormatContext& input, AVStream& stream, cv::Size size) {
    VideoInfo info;
    info.size = size;
    info.rotation = rotation_of(stream);
    info.time_base = {stream.time_base.num, stream.time_base.den};
    const AVRational average = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
    info.frames_per_second = average.num > 0 && average.den > 0 ? av_q2d(average) : 0;
    if (stream.duration > 0)
        info.duration = info.time_base.seconds(stream.duration);
    else if (input.duration > 0)
        info.duration = Seconds(static_cast<double>(input.duration) / AV_TIME_BASE);
    info.frame_count = stream.nb_frames > 0 ? stream.nb_frames
                                            : std::llround(info.duration.count() * info.frames_per_second);
    info.has_sound = first_stream(input, AVMEDIA_TYPE_AUDIO) != nullptr;
    info.codec = avcodec_get_name(stream.codecpar->codec_id);
    return info;
}

AVStream& video_stream(const AVFormatContext& input, const std::filesystem::path& file) {
    AVStream* stream = first_stream(input, AVMEDIA_TYPE_VIDEO);
    if (!stream) throw unreadable(file, "there is no video in it");
    return *stream;
}

}  // namespace

struct VideoReader::State {
    State(const std::filesystem::path& file, int threads);

    std::optional<VideoFrame> decode(Seconds from = Seconds::min());
    std::int64_t to_stream_time(Seconds time) const;
    std::int64_t time_stamp_of(const AVFrame& frame) const;
    std::int64_t usual_duration(const AVFrame& frame) const;
    std::int64_t last_duration(const VideoFrame& frame) const;
    void check_layout(const AVFrame& frame, Seconds time);
    std::string damage() const;

    InputPtr input;
    AVStream& stream;
    StreamDecoder decoder;
    FrameConverter converter;
    PictureLayout layout;
    VideoInfo info;
    std::int64_t zero = 0;            // of the file, in time_base units
    std::optional<VideoFrame> last;   // that decode() gave
    std::optional<VideoFrame> ahead;  // one frame is decoded ahead: it tells how long the one before it lasts
    std::string layout_warning;
    mutable std::string warning;
};

VideoReader::State::State(const std::filesystem::path& file, int threads)
    : input(open_input(file)),
      stream(video_stream(*input, file)),
      decoder(*input, stream, file, {.threads = threads, .strict = false}) {
    read_only(*input, &stream);
    zero = av_rescale_q(time_zero(*input), {1, AV_TIME_BASE}, stream.time_base);
    info = describe(*input, stream, {});
    ahead = decode();
    if (!ahead)
        throw unreadable(
            file, is_animated_webp(file)
                      ? "it is an animated WebP, which FFmpeg does not decode; convert it to GIF or MP4"
                      : "not one frame of its video can be decoded; it is damaged or cut short");
    info.size = layout.size;
}

/// The next frame, and not before that time.
std::optional<VideoFrame> VideoReader::State::decode(Seconds from) {
    while (const AVFrame* frame = decoder.next()) {
        VideoFrame decoded;
        decoded.time_stamp = time_stamp_of(*frame);
        decoded.time = info.time_base.seconds(decoded.time_stamp);
        decoded.duration = usual_duration(*frame);
        if (frame->interlaced_frame)
            decoded.fields = frame->top_field_first ? Fields::kTopFirst : Fields::kBottomFirst;
        check_layout(*frame, decoded.time);
        last = decoded;
        if (decoded.time < from) continue;
        decoded.picture = converter.to_picture(*frame, layout);
        return decoded;
    }
    return std::nullopt;
}

std::int64_t VideoReader::State::to_stream_time(Seconds time) const {
    return std::llround(time.count() * info.time_base.denominator / info.time_base.numerator) + zero;
}

// What the file says, made up where it says nothing, and always later than the frame before.
std::int64_t VideoReader::State::time_stamp_of(const AVFrame& frame) const {
    const bool told = frame.best_effort_timestamp != AV_NOPTS_VALUE;
    if (!last) return told ? frame.best_effort_timestamp - zero : 0;
    if (!told) return last->time_stamp + std::max<std::int64_t>(last->duration, 1);
    return std::max(frame.best_effort_timestamp - zero, last->time_stamp + 1);
}

std::int64_t VideoReader::State::usual_duration(const AVFrame& frame) const {
    if (frame.pkt_duration > 0) return frame.pkt_duration;
    if (last && last->duration > 0) return last->duration;
    if (info.frames_per_second <= 0) return 0;
    return std::llround(info.time_base.denominator / (info.time_base.numerator * info.frames_per_second));
}

// MP4 says when each stream ends. What FFmpeg takes for the length of the last packet is wrong there if the
// stream begins late, so the end decides, unless it was never reached.
std::int64_t VideoReader::State::last_duration(const VideoFrame& frame) const {
    const bool tells_end = std::string_view(input->iformat->name).starts_with("mov,") &&
                           stream.duration > 0 && stream.start_time != AV_NOPTS_VALUE && damage().empty();
    const std::int64_t left = tells_end ? stream.start_time + stream.duration - frame.time_stamp : 0;
    return left > 0 ? left : frame.duration;
}

// All pictures of a video have one layout: that of the first.
void VideoReader::State::check_layout(const AVFrame& frame, Seconds time) {
    const PictureLayout found = layout_of(frame);
    if (layout.size.empty()) layout = found;
    if ((found.size == layout.size && found.format == layout.format) || !layout_warning.empty()) return;
    layout_warning = "the video changes its size or pixel format at " + std::to_string(time.count()) +
                     " s: from there it is scaled to what it began with";
}

std::string VideoReader::State::damage() const {
    if (decoder.damaged() > 0)
        return "the video is damaged in " + std::to_string(decoder.damaged()) + " places (" +
               decoder.damage() + "): frames may be missing or broken there";
    if (decoder.cut_short()) return "the video is cut short: the file says that it goes on";
    return {};
}

VideoReader::VideoReader(const std::filesystem::path& file, int threads)
    : state_(std::make_unique<State>(file, threads)) {}
VideoReader::~VideoReader() = default;
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;

const VideoInfo& VideoReader::info() const {
    return state_->info;
}

std::optional<VideoFrame> VideoReader::next() {
    std::optional<VideoFrame> current = std::move(state_->ahead);
    state_->ahead.reset();
    if (!current) return current;
    state_->ahead = state_->decode();
    current->duration =
        state_->ahead ? state_->ahead->time_stamp - current->time_stamp : state_->last_duration(*current);
    return current;
}

void VideoReader::skip_to(Seconds time) {
    State& state = *state_;
    if (!state.ahead || state.ahead->time >= time) return;
    state.decoder.skip_before(state.to_stream_time(time));
    state.ahead = state.decode(time);
}

void VideoReader::seek(Seconds time) {
    State& state = *state_;
    const std::int64_t target = state.to_stream_time(time);
    // Some formats refuse a time before their first key frame: the nearest one will do there.
    if (av_seek_frame(state.input.get(), state.stream.index, target, AVSEEK_FLAG_BACKWARD) < 0)
        avformat_seek_file(state.input.get(), state.stream.index, INT64_MIN, target, INT64_MAX, 0);
    state.decoder.flush();
    state.last.reset();
    state.ahead = state.decode();
}

const std::string& VideoReader::warning() const {
    const std::string damage = state_->damage();
    const bool both = !damage.empty() && !state_->layout_warning.empty();
    state_->warning = damage + (both ? "; " : "") + state_->layout_warning;
    return state_->warning;
}

}  // namespace ganemotion::media
