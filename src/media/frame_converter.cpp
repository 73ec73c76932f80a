#include "media/frame_converter.h"

#include <algorithm>
#include <stdexcept>

namespace ganemotion::media {

namespace {

constexpr int kUnity = 1 << 16;  // swscale's fixed-point 1 of contrast and saturation

bool is_planar_yuv8(AVPixelFormat format) {
    switch (format) {
        case AV_PIX_FMT_YUV420P:
        case AV_PIX_FMT_YUV422P:
        case AV_PIX_FMT_YUV444P:
        case AV_PIX_FMT_YUV440P:
        case AV_PIX_FMT_YUV411P:
            return true;
        default:
            return false;
    }
}

// FFmpeg's "yuvj" formats are the plain ones with full range, told a second time.
AVPixelFormat without_range(AVPixelFormat format) {
    switch (format) {
        case AV_PIX_FMT_YUVJ420P:
            return AV_PIX_FMT_YUV420P;
        case AV_PIX_FMT_YUVJ422P:
            return AV_PIX_FMT_YUV422P;
        case AV_PIX_FMT_YUVJ444P:
            return AV_PIX_FMT_YUV444P;
        case AV_PIX_FMT_YUVJ440P:
            return AV_PIX_FMT_YUV440P;
        case AV_PIX_FMT_YUVJ411P:
            return AV_PIX_FMT_YUV411P;
        default:
            return format;
    }
}

AVPixelFormat format_of(const AVFrame& frame) {
    return static_cast<AVPixelFormat>(frame.format);
}

bool is_rgb(AVPixelFormat format) {
    const auto* description = av_pix_fmt_desc_get(format);
    return description && (description->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL));
}

bool is_gray(AVPixelFormat format) {
    const auto* description = av_pix_fmt_desc_get(format);
    return description && description->nb_components <= 2 && !is_rgb(format);
}

bool is_full_range(const AVFrame& frame) {
    const AVPixelFormat format = format_of(frame);
    return frame.color_range == AVCOL_RANGE_JPEG || without_range(format) != format || is_rgb(format) ||
           is_gray(format);
}

bool has_alpha(AVPixelFormat format) {
    const auto* description = av_pix_fmt_desc_get(format);
    return description && (description->flags & (AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL));
}

ColorModel color_model_of(AVColorSpace matrix) {
    switch (matrix) {
        case AVCOL_SPC_BT709:
            return ColorModel::kYuv709;
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL:
            return ColorModel::kYuv2020;
        default:
            return ColorModel::kYuv601;
    }
}

Picture copy_of_planes(const AVFrame& frame, const PictureLayout& layout) {
    Picture picture;
    picture.color = layout.color;
    picture.full_range = layout.full_range;
    const auto* description = av_pix_fmt_desc_get(layout.format);
    for (std::size_t i = 0; i < picture.planes.size(); ++i) {
        const int across = i == 0 ? 0 : description->log2_chroma_w;
        const int down = i == 0 ? 0 : description->log2_chroma_h;
        const cv::Size size(AV_CEIL_RSHIFT(frame.width, across), AV_CEIL_RSHIFT(frame.height, down));
        picture.planes[i].create(size, CV_8UC1);
        av_image_copy_plane(picture.planes[i].data, static_cast<int>(picture.planes[i].step), frame.data[i],
                            frame.linesize[i], size.width, size.height);
    }
    return picture;
}

FramePtr allocated(const PictureLayout& layout) {
    FramePtr frame = new_frame();
    frame->format = layout.format;
    frame->width = layout.size.width;
    frame->height = layout.size.height;
    frame->colorspace = color_space_of(layout.color);
    frame->color_range = layout.full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    return frame;
}

// What is transparent shows the white of the paper under it.
cv::Mat over_white(const cv::Mat& rgba) {
    cv::Mat rgb(rgba.size(), CV_8UC3);
    for (int y = 0; y < rgba.rows; ++y) {
        const auto* from = rgba.ptr<cv::Vec4b>(y);
        auto* to = rgb.ptr<cv::Vec3b>(y);
        for (int x = 0; x < rgba.cols; ++x)
            for (int c = 0; c < 3; ++c)
                to[x][c] = static_cast<uchar>(255 - ((255 - from[x][c]) * from[x][3] + 127) / 255);
    }
    return rgb;
}

}  // namespace

AVColorSpace color_space_of(ColorModel model) {
    switch (model) {
        case ColorModel::kRgb:
            return AVCOL_SPC_RGB;
        case ColorModel::kYuv709:
            return AVCOL_SPC_BT709;
        case ColorModel::kYuv2020:
            return AVCOL_SPC_BT2020_NCL;
        default:
            return AVCOL_SPC_SMPTE170M;
    }
}

PictureLayout layout_of(const AVFrame& frame) {
    PictureLayout layout{{frame.width, frame.height}, without_range(format_of(frame))};
    layout.color = is_rgb(format_of(frame)) ? ColorModel::kYuv709 : color_model_of(frame.colorspace);
    layout.full_range = is_full_range(frame) && !is_rgb(format_of(frame));
    if (!is_planar_yuv8(layout.format)) layout.format = AV_PIX_FMT_YUV420P;
    return layout;
}

PictureLayout layout_of(const Picture& picture) {
    PictureLayout layout{picture.size(), AV_PIX_FMT_GBRP, picture.color, picture.full_range};
    if (picture.color == ColorModel::kRgb) return layout;
    const cv::Point shift = picture.chroma_shift();
    for (const auto format : {AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV422P, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV440P,
                              AV_PIX_FMT_YUV411P}) {
        const auto* description = av_pix_fmt_desc_get(format);
        if (description->log2_chroma_w == shift.x && description->log2_chroma_h == shift.y)
            layout.format = format;
    }
    return layout;
}

FramePtr frame_around(const Picture& picture) {
    const PictureLayout layout = layout_of(picture);
    // FFmpeg's planar RGB comes green first.
    constexpr std::array<int, 3> kRgbOrder = {1, 2, 0};
    FramePtr frame = new_frame();
    frame->format = layout.format;
    frame->width = layout.size.width;
    frame->height = layout.size.height;
    frame->colorspace = color_space_of(layout.color);
    frame->color_range = layout.full_range ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    for (int i = 0; i < 3; ++i) {
        const cv::Mat& plane = picture.planes[picture.color == ColorModel::kRgb ? kRgbOrder[i] : i];
        frame->data[i] = plane.data;
        frame->linesize[i] = static_cast<int>(plane.step);
    }
    return frame;
}

Picture FrameConverter::to_picture(const AVFrame& frame, const PictureLayout& layout) {
    const bool as_it_is = without_range(format_of(frame)) == layout.format &&
                          cv::Size(frame.width, frame.height) == layout.size;
    if (as_it_is) return copy_of_planes(frame, layout);
    const FramePtr converted = allocated(layout);
    convert(frame, *converted);
    return copy_of_planes(*converted, layout);
}

Picture FrameConverter::to_rgb_picture(const AVFrame& frame) {
    const bool transparent = has_alpha(format_of(frame));
    PictureLayout layout{{frame.width, frame.height}, transparent ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24};
    layout.color = ColorModel::kRgb;
    layout.full_range = true;
    const FramePtr converted = allocated(layout);
    convert(frame, *converted);
    const cv::Mat pixels(layout.size, transparent ? CV_8UC4 : CV_8UC3, converted->data[0],
                         static_cast<std::size_t>(converted->linesize[0]));
    return from_rgb(transparent ? over_white(pixels) : pixels);
}

void FrameConverter::convert(const AVFrame& from, AVFrame& to) {
    constexpr int kExact = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
    const AVPixelFormat format = without_range(format_of(from));
    scaler_.reset(sws_getCachedContext(scaler_.release(), from.width, from.height, format, to.width,
                                       to.height, format_of(to), kExact, nullptr, nullptr, nullptr));
    if (!scaler_) throw std::runtime_error("FFmpeg can not convert pictures of this format");
    // From RGB to RGB there is no matrix, and swscale spoils 16-bit RGB when it is given one.
    if (!is_rgb(format) || !is_rgb(format_of(to)))
        sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(from.colorspace), is_full_range(from),
                                 sws_getCoefficients(to.colorspace), is_full_range(to), 0, kUnity, kUnity);
    sws_scale(scaler_.get(), from.data, from.linesize, 0, from.height, to.data, to.linesize);
}

}  // namespace ganemotion::media
