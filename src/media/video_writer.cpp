#include "media/video_writer.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <new>
#include <numeric>

#include "files/output_file.h"
#include "media/stream_copy.h"
#include "media/video_encoder.h"

namespace ganemotion::media {

namespace {

namespace fs = std::filesystem;

constexpr int kFinestCrf = 0, kCoarsestCrf = 51;

Error unwritable(const fs::path& file, const std::string& why) {
    return {ErrorKind::kUnwritableOutput, "cannot write " + file.string() + ": " + why};
}

Error unsuitable(const fs::path& file, const std::string& why) {
    return {ErrorKind::kUsage, "cannot write " + file.string() + ": " + why};
}

const AVOutputFormat& container_for(const fs::path& file) {
    static const std::map<std::string, const char*> kMuxers = {
        {".mp4", "mp4"}, {".m4v", "mp4"}, {".mov", "mov"}, {".mkv", "matroska"}, {".webm", "webm"}};
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const auto muxer = kMuxers.find(extension);
    if (muxer == kMuxers.end()) throw unsuitable(file, "name it .mp4, .mov, .mkv or .webm");
    return *av_guess_format(muxer->second, nullptr, nullptr);
}

bool is_mov_family(const AVOutputFormat& container) {
    return container.name == std::string_view("mp4") || container.name == std::string_view("mov");
}

AVStream& video_of(const AVFormatContext& input, const fs::path& source) {
    AVStream* stream = first_stream(input, AVMEDIA_TYPE_VIDEO);
    if (!stream) throw unreadable(source, "there is no video in it");
    return *stream;
}

// The options as they are, if the file can be written so.
const EncodeOptions& suitable(const fs::path& file, const AVFormatContext& input,
                              const EncodeOptions& options) {
    const AVOutputFormat& container = container_for(file);
    const AVCodec& encoder = encoder_named(options.codec);
    if (options.crf < kFinestCrf || options.crf > kCoarsestCrf)
        throw unsuitable(file, "crf " + std::to_string(options.crf) + " is not 0 to 51");
    if (avformat_query_codec(&container, encoder.id, FF_COMPLIANCE_NORMAL) != 1)
        throw unsuitable(file, "this kind of file does not hold " + options.codec +
                                   "; name it .mkv, or choose " +
                                   (container.name == std::string_view("webm") ? "libvpx-vp9" : "libx264"));
    const AVStream* video = first_stream(input, AVMEDIA_TYPE_VIDEO);
    if (!is_mov_family(container) && video && rotation_of(*video) != 0)
        throw unsuitable(file,
                         "this kind of file does not hold the rotation of the picture; name it .mp4 or .mov");
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_AUDIO && !container_takes(container, stream))
            throw unsuitable(file, "this kind of file does not hold " + words_for(stream) + "; name it .mkv");
    }
    return options;
}

MuxerPtr new_muxer(const AVOutputFormat& container, const fs::path& file) {
    AVFormatContext* made = nullptr;
    if (avformat_alloc_output_context2(&made, &container, nullptr, libav_url(file.string()).c_str()) < 0)
        throw std::bad_alloc();
    return MuxerPtr(made);
}

// The unit of edit lists, which say when a stream begins and ends: a multiple of the time bases of picture
// and sound, so that both are exact.
int movie_timescale(const AVFormatContext& input, const AVStream& video) {
    std::int64_t scale = video.time_base.den;
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type != AVMEDIA_TYPE_AUDIO) continue;
        const std::int64_t common = std::lcm(scale, std::int64_t{stream.time_base.den});
        if (common <= std::numeric_limits<int>::max()) scale = common;
    }
    return static_cast<int>(scale);
}

}  // namespace

struct VideoWriter::State {
    State(const fs::path& file, const fs::path& source, const EncodeOptions& encode_options);

    void begin(const VideoFrame& first);
    void write_marks();
    void open_muxer();
    void write_encoded();
    void check(int result) const;

    fs::path path;
    InputPtr input;
    AVStream& source_video;
    EncodeOptions options;
    std::map<std::string, std::string> marks;
    files::OutputFile file;
    MuxerPtr muxer;
    AVStream* video = nullptr;
    StreamCopy others;
    std::unique_ptr<VideoEncoder> encoder;  // made when the first frame tells the layout
    PacketPtr packet = new_packet();
    std::string warning;
};

VideoWriter::State::State(const fs::path& output_path, const fs::path& source,
                          const EncodeOptions& encode_options)
    : path(output_path),
      input(open_input(source)),
      source_video(video_of(*input, source)),
      options(suitable(output_path, *input, encode_options)),
      file(output_path),
      muxer(new_muxer(container_for(output_path), file.temporary_path())),
      others(*input, source_video, *muxer) {}

void VideoWriter::State::begin(const VideoFrame& first) {
    video = &others.add_streams();
    EncodeLike like{source_video};
    like.sample_aspect_ratio = av_guess_sample_aspect_ratio(input.get(), &source_video, nullptr);
    like.fields = first.fields;
    like.global_header = muxer->oformat->flags & AVFMT_GLOBALHEADER;
    like.constant_rate = av_cmp_q(source_video.avg_frame_rate, source_video.r_frame_rate) == 0;
    encoder = std::make_unique<VideoEncoder>(options, layout_of(first.picture), like);
    avcodec_parameters_from_context(video->codecpar, &encoder->codec());
    // Apple's players know HEVC in these files by this code only.
    if (is_mov_family(*muxer->oformat) && video->codecpar->codec_id == AV_CODEC_ID_HEVC)
        video->codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');
    video->time_base = source_video.time_base;
    video->sample_aspect_ratio = like.sample_aspect_ratio;
    if (like.constant_rate) video->avg_frame_rate = source_video.avg_frame_rate;
    describe_like(*video, source_video);
    others.describe();
    write_marks();
    open_muxer();
    if (!others.left_out().empty())
        warning = path.string() + " can not hold " + others.left_out() + ": left out";
    if (encoder->padded())
        warning += (warning.empty() ? "" : "; ") + options.codec +
                   " takes even sizes only: the last column or row is there twice";
}

// MP4 has two kinds of tags: one takes any key, the other has a fixed list of keys but is the only one that
// holds a cover. With a cover, the marks go into the comment.
void VideoWriter::State::write_marks() {
    const bool fixed_keys = is_mov_family(*muxer->oformat) && others.has_cover();
    for (const auto& [key, value] : marks) {
        const auto* comment = av_dict_get(muxer->metadata, "comment", nullptr, 0);
        const std::string before = comment ? comment->value + std::string("; ") : "";
        if (fixed_keys)
            av_dict_set(&muxer->metadata, "comment", (before + key + ": " + value).c_str(), 0);
        else
            av_dict_set(&muxer->metadata, key.c_str(), value.c_str(), 0);
    }
}

void VideoWriter::State::open_muxer() {
    AVDictionary* muxer_options = nullptr;
    if (is_mov_family(*muxer->oformat)) {
        av_dict_set(&muxer_options, "movflags",
                    others.has_cover() ? "faststart" : "faststart+use_metadata_tags", 0);
        av_dict_set_int(&muxer_options, "movie_timescale", movie_timescale(*input, source_video), 0);
    }
    check(avio_open(&muxer->pb, muxer->url, AVIO_FLAG_WRITE));
    const int result = avformat_write_header(muxer.get(), &muxer_options);
    av_dict_free(&muxer_options);
    check(result);
}

// Each packet that the encoder gives lets the other streams come up to its time: so the file is interleaved,
// and nothing piles up.
void VideoWriter::State::write_encoded() {
    while (encoder->receive(*packet)) {
        check(others.copy_until(av_rescale_q(packet->dts, source_video.time_base, {1, AV_TIME_BASE})));
        av_packet_rescale_ts(packet.get(), source_video.time_base, video->time_base);
        packet->stream_index = video->index;
        check(av_interleaved_write_frame(muxer.get(), packet.get()));
    }
}

void VideoWriter::State::check(int result) const {
    if (result >= 0 && muxer->pb) result = muxer->pb->error;
    if (result < 0) throw unwritable(path, libav_error(result));
}

VideoWriter::VideoWriter(const fs::path& file, const fs::path& source, const EncodeOptions& options,
                         const std::map<std::string, std::string>& marks)
    : state_(std::make_unique<State>(file, source, options)) {
    state_->marks = marks;
}
VideoWriter::~VideoWriter() = default;
VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;

void VideoWriter::write(const VideoFrame& frame) {
    if (!state_->encoder) state_->begin(frame);
    state_->encoder->send(frame);
    state_->write_encoded();
}

void VideoWriter::finish() {
    State& state = *state_;
    if (!state.encoder) throw unwritable(state.path, "there was not one frame");
    state.encoder->drain();
    state.write_encoded();
    state.check(state.others.copy_all());
    state.check(av_write_trailer(state.muxer.get()));
    state.check(avio_closep(&state.muxer->pb));
    state.file.commit();
}

const std::string& VideoWriter::warning() const {
    return state_->warning;
}

void check_encoding(const fs::path& file, const fs::path& source, const EncodeOptions& options) {
    const InputPtr input = open_input(source);
    const AVStream& video = video_of(*input, source);
    // What an encoder says of its options does not depend on the size: a small one is opened quickly.
    constexpr int kSide = 128;
    VideoEncoder(suitable(file, *input, options), {{kSide, kSide}, AV_PIX_FMT_YUV420P}, {video});
}

}  // namespace ganemotion::media
