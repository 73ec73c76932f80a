#pragma once

// FFmpeg's C interface with owners that free what they hold. Only the sources of this folder include it.

#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

namespace ganemotion::media {

struct LibavDeleter {
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
    void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
    void operator()(SwrContext* resampler) const { swr_free(&resampler); }
};

using FramePtr = std::unique_ptr<AVFrame, LibavDeleter>;
using PacketPtr = std::unique_ptr<AVPacket, LibavDeleter>;
using CodecPtr = std::unique_ptr<AVCodecContext, LibavDeleter>;
using ScalerPtr = std::unique_ptr<SwsContext, LibavDeleter>;
using ResamplerPtr = std::unique_ptr<SwrContext, LibavDeleter>;

inline FramePtr new_frame() {
    return FramePtr(av_frame_alloc());
}
inline PacketPtr new_packet() {
    return PacketPtr(av_packet_alloc());
}

/// The library never prints: what FFmpeg has to say reaches the user in our own messages. Called before any
/// work with it.
inline void silence_libav() {
    av_log_set_level(AV_LOG_QUIET);
}

/// FFmpeg's words for one of its error numbers.
inline std::string libav_error(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(error, text, sizeof(text));
    return text;
}

/// The name by which FFmpeg opens a file, whatever characters it has ("a:b.mp4" would be taken for a
/// protocol).
inline std::string libav_url(const std::string& file) {
    return "file:" + file;
}

}  // namespace ganemotion::media
