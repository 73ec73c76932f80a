#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "media/frame_converter.h"
#include "media/video_writer.h"

namespace ganemotion::media {

/// What the encoder takes over from the video that it makes a new version of.
struct EncodeLike {
    const AVStream& stream;
    AVRational sample_aspect_ratio{0, 1};
    bool constant_rate = true;
    Fields fields = Fields::kProgressive;
    bool global_header = false;  ///< the container wants the parameter sets in its own header
};

/// The encoder of that name. Throws Error(kUsage) if FFmpeg has none here.
const AVCodec& encoder_named(const std::string& name);

/// From pictures with time stamps to packets with the same time stamps. The encoder itself is told frame
/// numbers: so it works with every encoder, however coarse its clock, and the stream names its usual frame
/// rate. One thread at a time.
class VideoEncoder {
  public:
    /// `layout` is that of all pictures to come. Throws Error(kUsage) if the options do not suit the encoder.
    VideoEncoder(const EncodeOptions& options, const PictureLayout& layout, const EncodeLike& like);

    void send(const VideoFrame& frame);
    void drain();

    /// False until more is sent, or at the end. Times are in units of the source's stream.
    bool receive(AVPacket& packet);

    [[nodiscard]] const AVCodecContext& codec() const { return *codec_; }

    /// True where a column or row had to be repeated because the codec takes even sizes only.
    [[nodiscard]] bool padded() const;

  private:
    struct Timing {
        std::int64_t time_stamp;
        std::int64_t duration;
    };

    std::int64_t decoding_time(std::int64_t number);
    FramePtr fitting(const Picture& picture);
    void check(int result) const;

    PictureLayout layout_;
    CodecPtr codec_;
    FrameConverter converter_;
    cv::Mat padded_luma_;
    std::int64_t frame_number_ = 0;
    std::map<std::int64_t, Timing> timings_;  // of the frames in the encoder, by their number
    std::int64_t first_time_stamp_ = 0;
    std::int64_t usual_duration_ = 1;
};

}  // namespace ganemotion::media
