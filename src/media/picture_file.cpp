#include "media/picture_file.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <string_view>

#include "files/output_file.h"
#include "media/frame_converter.h"
#include "media/stream_decoder.h"

namespace ganemotion::media {

namespace {

namespace fs = std::filesystem;

constexpr int kLongestSide = 32767;  // warps count pixels in 16 bits

// The eight orientations of EXIF 2.3, 4.6.4 A: how the stored picture is turned and mirrored.
cv::Mat upright(const cv::Mat& plane, int orientation) {
    constexpr int kTransposed = 5, kTurnedRight = 6, kTransverse = 7, kTurnedLeft = 8;
    cv::Mat out = plane;
    if (orientation >= kTransposed) cv::transpose(plane, out);
    constexpr int kLeftRight = 1, kUpDown = 0, kBoth = -1;
    switch (orientation) {
        case 2:
        case kTurnedRight:
            cv::flip(out, out, kLeftRight);
            break;
        case 3:
        case kTransverse:
            cv::flip(out, out, kBoth);
            break;
        case 4:
        case kTurnedLeft:
            cv::flip(out, out, kUpDown);
            break;
        default:
            break;
    }
    return out;
}

int orientation_of(const AVFrame& frame, const AVStream& stream) {
    if (const auto* entry = av_dict_get(frame.metadata, "Orientation", nullptr, 0))
        return static_cast<int>(std::strtol(entry->value, nullptr, 10));
    constexpr int kUpright = 1, kUpsideDown = 3, kTurnedRight = 6, kTurnedLeft = 8;
    switch (rotation_of(stream)) {
        case 90:
            return kTurnedRight;
        case 180:
            return kUpsideDown;
        case 270:
            return kTurnedLeft;
        default:
            return kUpright;
    }
}

AVStream& picture_stream(const AVFormatContext& input, const fs::path& file) {
    for (unsigned i = 0; i < input.nb_streams; ++i)
        if (input.streams[i]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO) return *input.streams[i];
    throw unreadable(file, "there is no picture in it");
}

// The encoder for the extension, ready for pictures of this size.
CodecPtr open_encoder(const fs::path& file, cv::Size size) {
    silence_libav();
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const bool png = extension == ".png";
    if (!png && extension != ".jpg" && extension != ".jpeg")
        throw Error(ErrorKind::kUsage, "cannot write " + file.string() + ": name it .png, .jpg or .jpeg");
    const AVCodec* encoder = avcodec_find_encoder(png ? AV_CODEC_ID_PNG : AV_CODEC_ID_MJPEG);
    CodecPtr codec(avcodec_alloc_context3(encoder));
    codec->width = size.width;
    codec->height = size.height;
    codec->time_base = {1, 1};
    codec->pix_fmt = png ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_YUVJ444P;
    codec->color_range = AVCOL_RANGE_JPEG;
    // FFmpeg's finest quantiser: its tables come nearest to those of "quality 95" elsewhere.
    codec->flags |= AV_CODEC_FLAG_QSCALE;
    codec->qmin = 1;
    codec->global_quality = FF_QP2LAMBDA;
    const int error = avcodec_open2(codec.get(), encoder, nullptr);
    if (error < 0)
        throw Error(ErrorKind::kUnwritableOutput,
                    "cannot write " + file.string() + ": " + libav_error(error));
    return codec;
}

// JPEG is BT.601 in full range (JFIF 1.02), and the encoder takes both of its formats from 8-bit RGB.
FramePtr frame_for(const AVCodecContext& codec, const Picture& picture) {
    const Picture rgb = picture.color == ColorModel::kRgb ? picture : from_rgb(to_rgb(picture));
    FramePtr frame = new_frame();
    frame->format = codec.pix_fmt;
    frame->width = codec.width;
    frame->height = codec.height;
    frame->color_range = AVCOL_RANGE_JPEG;
    frame->quality = codec.global_quality;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    FrameConverter().convert(*frame_around(rgb), *frame);
    return frame;
}

}  // namespace

Picture read_picture(const fs::path& file) {
    const InputPtr input = open_input(file);
    const AVStream& stream = picture_stream(*input, file);
    StreamDecoder decoder(*input, stream, file, {.threads = 1, .strict = true});
    const AVFrame* frame = decoder.next();
    if (!frame || decoder.damaged() > 0)
        throw unreadable(file, "the picture is damaged or cut short; get a whole copy of it");
    if (std::max(frame->width, frame->height) > kLongestSide)
        throw unreadable(file,
                         "it is longer than " + std::to_string(kLongestSide) + " pixels; make it smaller");
    Picture picture = FrameConverter().to_rgb_picture(*frame);
    for (cv::Mat& plane : picture.planes) plane = upright(plane, orientation_of(*frame, stream));
    return picture;
}

bool is_still_picture(const fs::path& file) {
    const std::string_view format = open_input(file)->iformat->name;
    return format == "image2" || format.ends_with("_pipe");
}

void write_picture(const Picture& picture, const fs::path& file) {
    const CodecPtr codec = open_encoder(file, picture.size());
    const FramePtr frame = frame_for(*codec, picture);
    const PacketPtr packet = new_packet();
    int error = avcodec_send_frame(codec.get(), frame.get());
    if (error >= 0) error = avcodec_receive_packet(codec.get(), packet.get());
    if (error < 0)
        throw Error(ErrorKind::kUnwritableOutput,
                    "cannot write " + file.string() + ": " + libav_error(error));
    files::write_text(file,
                      {reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)});
}

}  // namespace ganemotion::media
