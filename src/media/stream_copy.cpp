#include "media/stream_copy.h"

#include <algorithm>
#include <cstring>

namespace ganemotion::media {

namespace {

constexpr AVRational kMicroseconds{1, AV_TIME_BASE};

// True where the container has a code of its own for this very kind of data.
bool knows_tag(const AVOutputFormat& container, const AVCodecParameters& stream) {
    return container.codec_tag && stream.codec_id != AV_CODEC_ID_NONE &&
           av_codec_get_id(container.codec_tag, stream.codec_tag) == stream.codec_id;
}

// Tracks that hold what the file's description holds as well, and that muxers make anew from it.
bool is_made_anew(const AVFormatContext& input, const AVStream& stream) {
    constexpr std::uint32_t kTimeCode = MKTAG('t', 'm', 'c', 'd'), kText = MKTAG('t', 'e', 'x', 't');
    const bool data = stream.codecpar->codec_type == AVMEDIA_TYPE_DATA;
    const std::uint32_t tag = stream.codecpar->codec_tag;
    return data && (tag == kTimeCode || (tag == kText && input.nb_chapters > 0));
}

bool is_matroska(const AVOutputFormat& container) {
    return std::strcmp(container.name, "matroska") == 0;
}

bool is_cover(const AVStream& stream) {
    return stream.disposition & AV_DISPOSITION_ATTACHED_PIC;
}

// Players of Matroska take the decoder's delay off the times of Opus. FFmpeg's muxer names the delay there,
// but does not add it to the times.
std::int64_t delay_of(const AVOutputFormat& container, const AVStream& stream) {
    const AVCodecParameters& codec = *stream.codecpar;
    const bool takes_off = is_matroska(container) || std::strcmp(container.name, "webm") == 0;
    if (!takes_off || codec.codec_id != AV_CODEC_ID_OPUS) return 0;
    return av_rescale_q(codec.initial_padding, {1, codec.sample_rate}, stream.time_base);
}

// These speak of the file that was, not of its contents.
void drop_keys_of_the_container(AVDictionary** metadata) {
    for (const char* key : {"major_brand", "minor_version", "compatible_brands", "encoder"})
        av_dict_set(metadata, key, nullptr, 0);
}

void copy_chapters(const AVFormatContext& input, AVFormatContext& output) {
    if (input.nb_chapters == 0) return;
    output.chapters = static_cast<AVChapter**>(av_calloc(input.nb_chapters, sizeof(AVChapter*)));
    for (unsigned i = 0; i < input.nb_chapters; ++i) {
        const AVChapter& from = *input.chapters[i];
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        const std::int64_t zero = av_rescale_q(time_zero(input), kMicroseconds, from.time_base);
        chapter->id = from.id;
        chapter->time_base = from.time_base;
        chapter->start = from.start - zero;
        chapter->end = from.end - zero;
        av_dict_copy(&chapter->metadata, from.metadata, 0);
        output.chapters[output.nb_chapters++] = chapter;
    }
}

}  // namespace

bool container_takes(const AVOutputFormat& container, const AVStream& stream) {
    const AVCodecParameters& codec = *stream.codecpar;
    if (codec.codec_type == AVMEDIA_TYPE_ATTACHMENT) return is_matroska(container);
    if (codec.codec_type == AVMEDIA_TYPE_DATA) return knows_tag(container, codec);
    return avformat_query_codec(&container, codec.codec_id, FF_COMPLIANCE_NORMAL) == 1;
}

std::string words_for(const AVStream& stream) {
    const std::string codec = avcodec_get_name(stream.codecpar->codec_id);
    switch (stream.codecpar->codec_type) {
        case AVMEDIA_TYPE_AUDIO:
            return "the sound (" + codec + ")";
        case AVMEDIA_TYPE_VIDEO:
            return "a further picture (" + codec + ")";
        case AVMEDIA_TYPE_SUBTITLE:
            return "subtitles (" + codec + ")";
        case AVMEDIA_TYPE_ATTACHMENT:
            return "an attachment (" + codec + ")";
        default:
            return "a stream of data (" + codec + ")";
    }
}

void describe_like(AVStream& stream, const AVStream& source) {
    stream.disposition = source.disposition;
    av_dict_copy(&stream.metadata, source.metadata, 0);
    if (source.codecpar->codec_type == AVMEDIA_TYPE_VIDEO)
        av_dict_set(&stream.metadata, "encoder", nullptr, 0);
    for (int i = 0; i < source.nb_side_data; ++i) {
        const AVPacketSideData& from = source.side_data[i];
        // The rate control of the old encoder says nothing about the new one.
        if (from.type == AV_PKT_DATA_CPB_PROPERTIES) continue;
        if (std::uint8_t* to = av_stream_new_side_data(&stream, from.type, from.size))
            std::memcpy(to, from.data, from.size);
    }
}

AVStream& StreamCopy::add_streams() {
    AVStream* made = nullptr;
    for (unsigned i = 0; i < input_.nb_streams; ++i) {
        AVStream& stream = *input_.streams[i];
        if (&stream == &video_) {
            made = avformat_new_stream(&output_, nullptr);
        } else if (is_cover(stream) && is_matroska(*output_.oformat)) {
            attach_cover(stream);
        } else if (container_takes(*output_.oformat, stream)) {
            add_copied(stream);
        } else if (!is_made_anew(input_, stream)) {
            left_out_ += (left_out_.empty() ? "" : ", ") + words_for(stream);
        }
        const bool copied = mapping_[i].stream != nullptr;
        if (!copied) stream.discard = AVDISCARD_ALL;
    }
    return *made;
}

void StreamCopy::add_copied(const AVStream& from) {
    AVStream* to = avformat_new_stream(&output_, nullptr);
    avcodec_parameters_copy(to->codecpar, from.codecpar);
    if (!knows_tag(*output_.oformat, *from.codecpar)) to->codecpar->codec_tag = 0;
    to->time_base = from.time_base;
    to->sample_aspect_ratio = from.sample_aspect_ratio;
    to->avg_frame_rate = from.avg_frame_rate;
    to->duration = from.duration;
    describe_like(*to, from);
    has_cover_ = has_cover_ || is_cover(from);
    mapping_[static_cast<std::size_t>(from.index)].stream = to;
}

// Matroska keeps a cover as an attached file, not as a stream.
void StreamCopy::attach_cover(const AVStream& from) {
    const bool png = from.codecpar->codec_id == AV_CODEC_ID_PNG;
    const AVPacket& picture = from.attached_pic;
    AVStream* to = avformat_new_stream(&output_, nullptr);
    to->codecpar->codec_type = AVMEDIA_TYPE_ATTACHMENT;
    to->codecpar->codec_id = from.codecpar->codec_id;
    to->codecpar->extradata = static_cast<std::uint8_t*>(
        av_mallocz(static_cast<std::size_t>(picture.size) + AV_INPUT_BUFFER_PADDING_SIZE));
    std::copy_n(picture.data, picture.size, to->codecpar->extradata);
    to->codecpar->extradata_size = picture.size;
    av_dict_copy(&to->metadata, from.metadata, 0);
    av_dict_set(&to->metadata, "filename", png ? "cover.png" : "cover.jpg", AV_DICT_DONT_OVERWRITE);
    av_dict_set(&to->metadata, "mimetype", png ? "image/png" : "image/jpeg", AV_DICT_DONT_OVERWRITE);
}

void StreamCopy::describe() {
    av_dict_copy(&output_.metadata, input_.metadata, 0);
    drop_keys_of_the_container(&output_.metadata);
    copy_chapters(input_, output_);
}

// The next packet of a copied stream into packet_, with times from the file's zero. False at the end: what
// can not be read any more is not there.
bool StreamCopy::read() {
    while (av_read_frame(&input_, packet_.get()) >= 0) {
        const AVStream& from = *input_.streams[packet_->stream_index];
        if (static_cast<std::size_t>(from.index) < mapping_.size() && mapping_[from.index].stream) {
            const std::int64_t zero = av_rescale_q(time_zero(input_), kMicroseconds, from.time_base);
            const std::int64_t shift = delay_of(*output_.oformat, from) - zero;
            if (packet_->pts != AV_NOPTS_VALUE) packet_->pts += shift;
            if (packet_->dts != AV_NOPTS_VALUE) packet_->dts += shift;
            return true;
        }
        av_packet_unref(packet_.get());
    }
    return false;
}

int StreamCopy::copy_until(std::int64_t time) {
    while (!ended_) {
        if (!holds_packet_) holds_packet_ = read();
        ended_ = !holds_packet_;
        if (ended_) break;
        const std::int64_t stamp = packet_->dts != AV_NOPTS_VALUE ? packet_->dts : packet_->pts;
        const AVRational base = input_.streams[packet_->stream_index]->time_base;
        if (stamp != AV_NOPTS_VALUE && av_compare_ts(stamp, base, time, kMicroseconds) >= 0) return 0;
        holds_packet_ = false;
        if (const int error = write(); error < 0) return error;
    }
    return 0;
}

int StreamCopy::write() {
    const AVStream& from = *input_.streams[packet_->stream_index];
    Target& to = mapping_[static_cast<std::size_t>(from.index)];
    av_packet_rescale_ts(packet_.get(), from.time_base, to.stream->time_base);
    packet_->stream_index = to.stream->index;
    packet_->pos = -1;
    // Decoding times must increase; in damaged files they may not, and one packet must not end the work.
    if (packet_->dts != AV_NOPTS_VALUE) {
        const int step = output_.oformat->flags & AVFMT_TS_NONSTRICT ? 0 : 1;
        if (to.last_decoding_time != AV_NOPTS_VALUE)
            packet_->dts = std::max(packet_->dts, to.last_decoding_time + step);
        if (packet_->pts != AV_NOPTS_VALUE) packet_->pts = std::max(packet_->pts, packet_->dts);
        to.last_decoding_time = packet_->dts;
    }
    return av_interleaved_write_frame(&output_, packet_.get());
}

}  // namespace ganemotion::media
