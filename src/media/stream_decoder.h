#pragma once

#include <cstdint>
#include <string>

#include "media/input_file.h"

namespace ganemotion::media {

struct DecoderOptions {
    int threads = 1;
    bool strict = false;  ///< damage is an error, instead of being concealed as far as it can be
};

/// Decodes one stream of an open file from packet to frame, to the last one (the decoder is drained). Damaged
/// packets are skipped and counted.
class StreamDecoder {
  public:
    /// `input` must outlive it. Throws Error(kUnreadableInput) naming `file` if FFmpeg has no decoder for the
    /// stream.
    StreamDecoder(AVFormatContext& input, const AVStream& stream, const std::filesystem::path& file,
                  const DecoderOptions& options = {});

    /// The next frame in order of presentation, owned by the decoder and valid until the next call; nullptr
    /// at the end.
    AVFrame* next();

    /// Frames before that time stamp of the stream are not wanted: those that no other is made of need not
    /// be decoded, and may or may not come.
    void skip_before(std::int64_t time_stamp) { wanted_ = time_stamp; }

    /// After the input was moved to another place.
    void flush();

    /// How often damage was met, and FFmpeg's words for the last of it.
    [[nodiscard]] int damaged() const { return damaged_; }
    [[nodiscard]] const std::string& damage() const { return damage_; }

    /// At the end: true if the file's index names packets later than those that could be read.
    [[nodiscard]] bool cut_short() const;

  private:
    bool feed();
    void send(const AVPacket* packet);
    void note_damage(int error);

    AVFormatContext& input_;
    const AVStream& stream_;
    CodecPtr codec_;
    FramePtr frame_ = new_frame();
    PacketPtr packet_ = new_packet();
    std::int64_t latest_ = AV_NOPTS_VALUE;  // of all time stamps read
    std::int64_t wanted_ = AV_NOPTS_VALUE;  // the first time stamp that is
    bool draining_ = false;
    int errors_draining_ = 0;
    int damaged_ = 0;
    std::string damage_;
};

}  // namespace ganemotion::media
