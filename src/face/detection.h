#pragma once

#include <array>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

namespace ganemotion::face {

/// A face as BlazeFace (Bazarevsky et al. 2019) sees it. Coordinates are of whatever the points were mapped
/// to last: 0..1 of the network's square input when decoded, pixels of a picture when detected. The box lies
/// along the axes of the network's input.
struct Detection {
    cv::Point2f centre;
    float side = 0;
    /// Right eye, left eye (the person's), nose tip, mouth, right ear, left ear.
    std::array<cv::Point2f, 6> keypoints;
    float score = 0;  ///< 0..1
};

/// Side of the detector's input.
inline constexpr int kDetectorSide = 128;

/// The detections of at least `min_score` in the network's two outputs: `regressors` [896][16] (box and
/// keypoints relative to the anchors), `classificators` [896] (logits).
std::vector<Detection> decode_detections(std::span<const float> regressors,
                                         std::span<const float> classificators, float min_score);

/// Detections that overlap by more than `min_overlap` (intersection over union) melt into one, their mean
/// weighted by score, as BlazeFace does instead of dropping all but the best: it trembles less. Best score
/// first.
std::vector<Detection> melted(std::vector<Detection> detections, float min_overlap);

}  // namespace ganemotion::face
