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

    /// After the input was moved to another place.
    void flush();

    [[nodiscard]] const AVStream& stream() const { return stream_; }
    [[nodiscard]] int damaged_packets() const { return damaged_packets_; }

    /// FFmpeg's words for the last damage, empty if there was none.
    [[nodiscard]] const std::string& damage() const { return damage_; }

  private:
    bool feed();
    void send(const AVPacket* packet);
    void note_damage(int error);

    AVFormatContext& input_;
    const AVStream& stream_;
    CodecPtr codec_;
    FramePtr frame_ = new_frame();
    PacketPtr packet_ = new_packet();
    bool draining_ = false;
    int damaged_packets_ = 0;
    std::string damage_;
};

}  // namespace ganemotion::media
