#include "media/stream_decoder.h"

#include <algorithm>

namespace ganemotion::media {

namespace {

// A decoder holds no more frames than this: one that still complains would complain for ever.
constexpr int kErrorsDraining = 64;

CodecPtr open_decoder(const AVStream& stream, const std::filesystem::path& file,
                      const DecoderOptions& options) {
    const AVCodecID id = stream.codecpar->codec_id;
    const AVCodec* decoder = avcodec_find_decoder(id);
    if (!decoder)
        throw unreadable(file, std::string("FFmpeg has no decoder for ") + avcodec_get_name(id) + " here");
    CodecPtr codec(avcodec_alloc_context3(decoder));
    int error = avcodec_parameters_to_context(codec.get(), stream.codecpar);
    codec->pkt_timebase = stream.time_base;
    codec->thread_count = options.threads;
    // Cropping to the exact pixel moves the planes to addresses that are not aligned: they are copied anyway.
    codec->flags |= AV_CODEC_FLAG_UNALIGNED;
    if (options.strict) codec->err_recognition |= AV_EF_EXPLODE;
    if (error >= 0) error = avcodec_open2(codec.get(), decoder, nullptr);
    if (error < 0)
        throw unreadable(file, "its " + std::string(decoder->name) + " stream: " + libav_error(error));
    return codec;
}

}  // namespace

StreamDecoder::StreamDecoder(AVFormatContext& input, const AVStream& stream,
                             const std::filesystem::path& file, const DecoderOptions& options)
    : input_(input), stream_(stream), codec_(open_decoder(stream, file, options)) {}

AVFrame* StreamDecoder::next() {
    while (true) {
        const int result = avcodec_receive_frame(codec_.get(), frame_.get());
        if (result == 0) {
            if (frame_->flags & AV_FRAME_FLAG_CORRUPT) note_damage(AVERROR_INVALIDDATA);
            return frame_.get();
        }
        if (result == AVERROR_EOF) return nullptr;
        if (result == AVERROR(EAGAIN)) {
            if (!feed()) return nullptr;
        } else {
            note_damage(result);
            if (draining_ && ++errors_draining_ > kErrorsDraining) return nullptr;
        }
    }
}

void StreamDecoder::flush() {
    avcodec_flush_buffers(codec_.get());
    draining_ = false;
    errors_draining_ = 0;
    wanted_ = AV_NOPTS_VALUE;
}

bool StreamDecoder::cut_short() const {
    auto* stream = const_cast<AVStream*>(&stream_);  // FFmpeg's reading function lacks the const
    const AVIndexEntry* entry =
        avformat_index_get_entry(stream, avformat_index_get_entries_count(stream) - 1);
    return draining_ && entry && latest_ != AV_NOPTS_VALUE && entry->timestamp > latest_;
}

// One packet of the stream, or the drain, goes into the decoder. False when it had been drained already.
bool StreamDecoder::feed() {
    if (draining_) return false;
    while (true) {
        const int result = av_read_frame(&input_, packet_.get());
        if (result == AVERROR(EAGAIN)) continue;
        if (result < 0) {
            if (result != AVERROR_EOF) note_damage(result);
            draining_ = true;
            send(nullptr);
            return true;
        }
        const bool ours = packet_->stream_index == stream_.index;
        if (ours) send(packet_.get());
        av_packet_unref(packet_.get());
        if (ours) return true;
    }
}

void StreamDecoder::send(const AVPacket* packet) {
    if (packet) {
        if (packet->flags & AV_PKT_FLAG_CORRUPT) note_damage(AVERROR_INVALIDDATA);
        for (const std::int64_t stamp : {packet->pts, packet->dts}) latest_ = std::max(latest_, stamp);
        const bool is_wanted = packet->pts == AV_NOPTS_VALUE || packet->pts >= wanted_;
        codec_->skip_frame = is_wanted ? AVDISCARD_DEFAULT : AVDISCARD_NONREF;
    }
    const int result = avcodec_send_packet(codec_.get(), packet);
    if (result < 0) note_damage(result);
}

void StreamDecoder::note_damage(int error) {
    ++damaged_;
    damage_ = libav_error(error);
}

}  // namespace ganemotion::media
