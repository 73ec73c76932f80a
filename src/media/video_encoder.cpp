#include "media/video_encoder.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <string_view>

#include <opencv2/core.hpp>

#include "ganemotion/error.h"

namespace ganemotion::media {

namespace {

constexpr double kLargestCrf = 51;       // of the scale that EncodeOptions::crf is on
constexpr AVRational kUsualRate{25, 1};  // where the source does not tell its own
constexpr int kFinestRate = 60000;       // of numerator and denominator: MPEG-4 takes no more than 16 bits

// Encoders without constant quality by "crf" take MPEG's quantiser, which is half the step of a coefficient.
// The step that H.264 uses at a given crf is 0.625 * 2^(crf / 6) (ITU-T H.264, 8.5.9).
int mpeg_quantiser(int crf) {
    constexpr double kStepAtZero = 0.625, kCrfPerOctave = 6, kFinest = 1, kCoarsest = 31;
    return static_cast<int>(
        std::clamp(std::round(kStepAtZero * std::exp2(crf / kCrfPerOctave) / 2), kFinest, kCoarsest));
}

bool is_rgb(AVPixelFormat format) {
    const auto* description = av_pix_fmt_desc_get(format);
    return description && (description->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL));
}

// x264 and x265 know the same ones. Told another one, x264 would print its own message.
void check_preset(const EncodeOptions& options) {
    constexpr std::string_view kPresets =
        " ultrafast superfast veryfast faster fast medium slow slower veryslow placebo ";
    const bool has_presets = options.codec.starts_with("libx26");
    if (has_presets && kPresets.find(" " + options.preset + " ") == std::string_view::npos)
        throw Error(ErrorKind::kUsage, options.codec + " has no preset " + options.preset +
                                           "; its presets are:" + std::string(kPresets));
}

void set_quality(AVCodecContext& codec, const EncodeOptions& options) {
    if (const AVOption* crf = av_opt_find(codec.priv_data, "crf", nullptr, 0, 0)) {
        // VP9 and AV1 count to 63 instead of 51.
        const double scale = crf->max > kLargestCrf && crf->max < 100 ? crf->max / kLargestCrf : 1;
        av_opt_set_double(codec.priv_data, "crf", std::round(options.crf * scale), 0);
        codec.bit_rate = 0;
    } else {
        codec.flags |= AV_CODEC_FLAG_QSCALE;
        codec.global_quality = FF_QP2LAMBDA * mpeg_quantiser(options.crf);
    }
    check_preset(options);
    const AVOption* preset = av_opt_find(codec.priv_data, "preset", nullptr, 0, 0);
    if (preset && preset->type == AV_OPT_TYPE_STRING)
        av_opt_set(codec.priv_data, "preset", options.preset.c_str(), 0);
    // x265 prints by itself, past FFmpeg's log.
    av_opt_set(codec.priv_data, "x265-params", "log-level=none", 0);
}

// The tags stay what they were in the source, except where the planes are not: RGB became YUV.
void set_colors(AVCodecContext& codec, const PictureLayout& layout, const AVCodecParameters& source) {
    codec.color_primaries = source.color_primaries;
    codec.color_trc = source.color_trc;
    codec.colorspace = source.color_space;
    codec.color_range = source.color_range;
    codec.chroma_sample_location = source.chroma_location;
    if (is_rgb(static_cast<AVPixelFormat>(source.format))) {
        codec.colorspace = color_space_of(layout.color);
        codec.color_range = AVCOL_RANGE_MPEG;
        codec.chroma_sample_location = AVCHROMA_LOC_LEFT;
    }
    if (layout.full_range) codec.color_range = AVCOL_RANGE_JPEG;
    if (is_rgb(codec.pix_fmt)) {
        codec.colorspace = AVCOL_SPC_RGB;
        codec.color_range = AVCOL_RANGE_JPEG;
    }
}

bool takes_even_sizes_only(AVCodecID id) {
    return id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_HEVC;
}

int rounded_up(int length, int shift) {
    return ((length + (1 << shift) - 1) >> shift) << shift;
}

AVPixelFormat nearest_format(const AVCodec& encoder, AVPixelFormat wanted) {
    if (!encoder.pix_fmts) return wanted;
    return avcodec_find_best_pix_fmt_of_list(encoder.pix_fmts, wanted, 0, nullptr);
}

AVRational usual_rate(const AVCodec& encoder, const AVStream& stream) {
    AVRational rate = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : kUsualRate;
    av_reduce(&rate.num, &rate.den, rate.num, rate.den, kFinestRate);
    if (encoder.supported_framerates)
        rate = encoder.supported_framerates[av_find_nearest_q_idx(rate, encoder.supported_framerates)];
    return rate;
}

CodecPtr configured(const EncodeOptions& options, const PictureLayout& layout, const EncodeLike& like) {
    silence_libav();
    const AVCodec& encoder = encoder_named(options.codec);
    CodecPtr codec(avcodec_alloc_context3(&encoder));
    codec->pix_fmt = nearest_format(encoder, layout.format);
    codec->width = layout.size.width;
    codec->height = layout.size.height;
    if (takes_even_sizes_only(encoder.id)) {
        const auto* description = av_pix_fmt_desc_get(codec->pix_fmt);
        codec->width = rounded_up(codec->width, description->log2_chroma_w);
        codec->height = rounded_up(codec->height, description->log2_chroma_h);
    }
    codec->framerate = usual_rate(encoder, like.stream);
    codec->time_base = av_inv_q(codec->framerate);
    codec->sample_aspect_ratio = like.sample_aspect_ratio;
    codec->strict_std_compliance = FF_COMPLIANCE_UNOFFICIAL;  // Motion JPEG of limited range, for example
    codec->thread_count = options.threads;
    // Containers tell durations in the order of decoding: at a variable rate they are true only where that is
    // the order of presentation too.
    if (!like.constant_rate) codec->max_b_frames = 0;
    if (like.global_header) codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (like.fields != Fields::kProgressive) {
        codec->flags |= AV_CODEC_FLAG_INTERLACED_DCT | AV_CODEC_FLAG_INTERLACED_ME;
        codec->field_order = like.fields == Fields::kTopFirst ? AV_FIELD_TT : AV_FIELD_BB;
    }
    set_colors(*codec, layout, *like.stream.codecpar);
    set_quality(*codec, options);
    return codec;
}

}  // namespace

const AVCodec& encoder_named(const std::string& name) {
    const AVCodec* encoder = avcodec_find_encoder_by_name(name.c_str());
    if (!encoder || encoder->type != AVMEDIA_TYPE_VIDEO)
        throw Error(ErrorKind::kUsage, "FFmpeg has no video encoder " + name + " here; take libx264");
    return *encoder;
}

VideoEncoder::VideoEncoder(const EncodeOptions& options, const PictureLayout& layout, const EncodeLike& like)
    : layout_(layout), codec_(configured(options, layout, like)) {
    const std::int64_t ticks = av_rescale_q(1, codec_->time_base, like.stream.time_base);
    usual_duration_ = std::max<std::int64_t>(ticks, 1);
    const int error = avcodec_open2(codec_.get(), codec_->codec, nullptr);
    if (error < 0)
        throw Error(ErrorKind::kUsage, "the encoder " + options.codec + " does not take preset " +
                                           options.preset + ", crf " + std::to_string(options.crf) +
                                           " for this video (" + libav_error(error) + ")");
}

bool VideoEncoder::padded() const {
    return cv::Size(codec_->width, codec_->height) != layout_.size;
}

void VideoEncoder::send(const VideoFrame& frame) {
    if (frame_number_ == 0) first_time_stamp_ = frame.time_stamp;
    const FramePtr fit = fitting(frame.picture);
    fit->pts = frame_number_++;
    fit->quality = codec_->global_quality;
    fit->interlaced_frame = frame.fields != Fields::kProgressive;
    fit->top_field_first = frame.fields == Fields::kTopFirst;
    timings_[fit->pts] = {frame.time_stamp, frame.duration};
    check(avcodec_send_frame(codec_.get(), fit.get()));
}

void VideoEncoder::drain() {
    check(avcodec_send_frame(codec_.get(), nullptr));
}

bool VideoEncoder::receive(AVPacket& packet) {
    const int result = avcodec_receive_packet(codec_.get(), &packet);
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
    check(result);
    const Timing timing = timings_.at(packet.pts);
    packet.pts = timing.time_stamp;
    packet.duration = timing.duration;
    packet.dts = decoding_time(packet.dts);
    return true;
}

// Frames that others refer to are decoded before they are shown: the first ones at times before the first of
// all.
std::int64_t VideoEncoder::decoding_time(std::int64_t number) {
    if (number < 0) return first_time_stamp_ + number * usual_duration_;
    const std::int64_t time = timings_.at(number).time_stamp;
    // Later packets are neither decoded nor shown before this one is decoded.
    timings_.erase(timings_.begin(), timings_.find(number));
    return time;
}

// Refers to the picture where the encoder takes it as it is.
FramePtr VideoEncoder::fitting(const Picture& picture) {
    FramePtr frame = frame_around(picture);
    const bool same_size = cv::Size(frame->width, frame->height) == layout_.size;
    if (same_size && frame->format == codec_->pix_fmt) {
        if (!padded()) return frame;
        // Chroma planes are rounded up already: only the luma plane lacks the last column or row.
        cv::copyMakeBorder(picture.planes[0], padded_luma_, 0, codec_->height - frame->height, 0,
                           codec_->width - frame->width, cv::BORDER_REPLICATE);
        frame->data[0] = padded_luma_.data;
        frame->linesize[0] = static_cast<int>(padded_luma_.step);
        frame->width = codec_->width;
        frame->height = codec_->height;
        return frame;
    }
    FramePtr converted = new_frame();
    converted->format = codec_->pix_fmt;
    converted->width = codec_->width;
    converted->height = codec_->height;
    converted->colorspace = frame->colorspace;
    converted->color_range = frame->color_range;
    if (av_frame_get_buffer(converted.get(), 0) < 0) throw std::bad_alloc();
    converter_.convert(*frame, *converted);
    return converted;
}

void VideoEncoder::check(int result) const {
    if (result < 0)
        throw Error(ErrorKind::kUnwritableOutput,
                    std::string("the encoder ") + codec_->codec->name + " failed: " + libav_error(result));
}

}  // namespace ganemotion::media
