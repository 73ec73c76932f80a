#pragma once

#include "media/libav.h"
#include "media/picture.h"

namespace ganemotion::media {

/// What the pictures of a video have in common.
struct PictureLayout {
    cv::Size size;
    AVPixelFormat format = AV_PIX_FMT_NONE;  ///< planar YUV of 8 bits
    ColorModel color = ColorModel::kYuv601;
    bool full_range = false;
};

/// How a Picture holds this frame: in its own planes where they are planar YUV of 8 bits (4:4:4 to 4:1:1),
/// else in YUV 4:2:0 of the same matrix and range (BT.709, limited range, for RGB). BT.601 where the frame
/// does not say, as FFmpeg.
PictureLayout layout_of(const AVFrame& frame);

/// The layout of a picture that exists already.
PictureLayout layout_of(const Picture& picture);

AVColorSpace color_space_of(ColorModel model);

/// Refers to the picture's planes without copying: the picture must outlive it and stay as it is.
FramePtr frame_around(const Picture& picture);

/// Turns FFmpeg's frames into pictures and back. The pixels are copied. Not thread-safe.
class FrameConverter {
  public:
    /// Scaled and converted if the frame has another layout.
    Picture to_picture(const AVFrame& frame, const PictureLayout& layout);

    /// As RGB of the frame's own size; what is transparent shows white.
    Picture to_rgb_picture(const AVFrame& frame);

    /// Fills `to`, whose buffers are allocated, with what `from` shows. Both may have any format and size.
    void convert(const AVFrame& from, AVFrame& to);

  private:
    ScalerPtr scaler_;
};

}  // namespace ganemotion::media
