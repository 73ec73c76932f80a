#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "media/input_file.h"

namespace ganemotion::media {

struct MuxerDeleter {
    void operator()(AVFormatContext* output) const {
        if (output->pb) avio_closep(&output->pb);
        avformat_free_context(output);
    }
};
using MuxerPtr = std::unique_ptr<AVFormatContext, MuxerDeleter>;

/// What a file holds beside its video: streams that go into another file packet for packet, and what
/// describes it.
class StreamCopy {
  public:
    /// `input` and `output` must outlive it.
    StreamCopy(AVFormatContext& input, const AVStream& video, AVFormatContext& output)
        : input_(input), video_(video), output_(output), mapping_(input.nb_streams) {}

    /// Makes the output's streams in the order of the input's: one for the video, which the caller describes
    /// further, and one for each other stream that the container takes. What it refuses is named in
    /// left_out().
    AVStream& add_streams();

    /// Chapters and metadata of the whole file.
    void describe();

    /// Writes the packets that come before this time (microseconds from the file's time zero).
    /// Gives FFmpeg's error number, or 0.
    int copy_until(std::int64_t time);
    int copy_all() { return copy_until(std::numeric_limits<std::int64_t>::max()); }

    /// True if one of the copied streams is a cover picture.
    [[nodiscard]] bool has_cover() const { return has_cover_; }

    /// What the container does not take, in words; empty if nothing was left out.
    [[nodiscard]] const std::string& left_out() const { return left_out_; }

  private:
    struct Target {
        AVStream* stream = nullptr;
        std::int64_t last_decoding_time = AV_NOPTS_VALUE;
    };

    void add_copied(const AVStream& from);
    void attach_cover(const AVStream& from);
    bool read();
    int write();

    AVFormatContext& input_;
    const AVStream& video_;
    AVFormatContext& output_;
    std::vector<Target> mapping_;  // by the number of the input's stream
    PacketPtr packet_ = new_packet();
    bool holds_packet_ = false;
    bool ended_ = false;
    bool has_cover_ = false;
    std::string left_out_;
};

/// True if the container takes streams like this one.
bool container_takes(const AVOutputFormat& container, const AVStream& stream);

/// What a person calls a stream: "the sound (aac)".
std::string words_for(const AVStream& stream);

/// Tags, disposition, rotation and whatever else describes a stream.
void describe_like(AVStream& stream, const AVStream& source);

}  // namespace ganemotion::media
