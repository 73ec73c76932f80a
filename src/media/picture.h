#pragma once

#include <array>

#include <opencv2/core.hpp>

namespace ganemotion::media {

/// How the three planes of a Picture hold colour. A decoded frame is kept in the planes that it came in, so
/// that pixels that nobody changes reach the encoder bit for bit.
enum class ColorModel { kRgb, kYuv601, kYuv709, kYuv2020 };

/// A picture of 8 bits a sample in three planes: R G B, or luma and two chroma planes that may be subsampled.
/// Coordinates everywhere in the program are pixels of plane 0; the centre of its first pixel is (0, 0).
/// Copies share their pixels (cv::Mat); clone() does not.
struct Picture {
    std::array<cv::Mat, 3> planes;  ///< CV_8UC1 each; planes 1 and 2 are of equal size
    ColorModel color = ColorModel::kRgb;
    bool full_range = true;  ///< luma 0..255; false: luma 16..235, chroma 16..240

    [[nodiscard]] cv::Size size() const { return planes[0].size(); }
    /// log2 of how many pixels of plane 0 share a chroma sample, across and down: 0 or 1 (2 for 4:1:1).
    [[nodiscard]] cv::Point chroma_shift() const;
    [[nodiscard]] Picture clone() const;
};

/// Where a point of plane 0 lies in planes 1 and 2: 2x3. A subsampled chroma sample lies on the left one of
/// its columns and midway between its rows, where MPEG-2, MPEG-4, H.264 and HEVC put it unless they say
/// otherwise.
cv::Matx23f luma_to_chroma(const Picture& picture);

/// Samples `size` pixels of 8-bit RGB (CV_8UC3, red first): output pixel (x, y) is the picture at
/// `to_picture` * (x, y, 1), bilinear; outside of the picture is black (border constant) or the nearest edge
/// pixel. `to_picture` is 2x3. Only the pixels asked for are converted.
cv::Mat sample_rgb(const Picture& picture, const cv::Matx23f& to_picture, cv::Size size,
                   int border = cv::BORDER_CONSTANT);

/// The whole picture as RGB.
cv::Mat to_rgb(const Picture& picture);

/// RGB (CV_8UC3) as a picture of three full planes.
Picture from_rgb(const cv::Mat& rgb);

/// The change of plane values for a small change of colour: a linear map, 3x3, from a difference in RGB
/// (0..255 units) to a difference in the picture's planes.
cv::Matx33f rgb_to_planes(const Picture& picture);

}  // namespace ganemotion::media
