#pragma once

#include <array>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

namespace ganemotion::face {

/// A face or a palm as BlazeFace (Bazarevsky et al. 2019) and its sister for palms see it. Coordinates are of
/// whatever the points were mapped to last: 0..1 of the network's square input when decoded, pixels of a
/// picture when detected. The box lies along the axes of the network's input.
struct Detection {
    cv::Point2f centre;
    float side = 0;
    /// Of a face: right eye, left eye (the person's), nose tip, mouth, right ear, left ear. Of a palm: wrist,
    /// knuckles of index, middle, ring and little finger, and two of the thumb.
    std::vector<cv::Point2f> keypoints;
    float score = 0;  ///< 0..1
};

/// What tells one such network from another. Its anchors are the centres of two grids' cells, several to a
/// cell; their size is the whole picture.
struct DetectorForm {
    int side;  ///< of the square input, pixels
    std::size_t keypoints;
    struct Grid {
        int cells, anchors_per_cell;
    };
    std::array<Grid, 2> grids;
};
inline constexpr DetectorForm kFaceDetector = {128, 6, {{{16, 2}, {8, 6}}}};   ///< BlazeFace, short range
inline constexpr DetectorForm kPalmDetector = {192, 7, {{{24, 2}, {12, 6}}}};  ///< MediaPipe's palm detection

/// The detections of at least `min_score` in the network's two outputs: `regressors` [anchors][4 + 2 *
/// keypoints] (box and keypoints relative to the anchors), `classificators` [anchors] (logits).
std::vector<Detection> decode_detections(const DetectorForm& form, std::span<const float> regressors,
                                         std::span<const float> classificators, float min_score);

/// Detections that overlap by more than `min_overlap` (intersection over union) melt into one, their mean
/// weighted by score, as BlazeFace does instead of dropping all but the best: it trembles less. Best score
/// first.
std::vector<Detection> melted(std::vector<Detection> detections, float min_overlap);

}  // namespace ganemotion::face
