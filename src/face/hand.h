#pragma once

#include <array>
#include <vector>

#include <opencv2/core.hpp>

#include "face/face.h"

namespace ganemotion::face {

/// A hand in one picture.
struct Hand {
    /// MediaPipe's: wrist, four of the thumb from its root to its tip, then as many of each finger, index
    /// first.
    static constexpr std::size_t kJoints = 21;
    static constexpr std::size_t kWrist = 0, kThumbRoot = 1, kIndexRoot = 5, kMiddleRoot = 9, kRingRoot = 13,
                                 kLittleRoot = 17;
    std::array<cv::Point2f, kJoints> joints;  ///< pixels of the picture
    float presence = 0;                       ///< 0..1 that this is a hand (the joint network's own score)
};

/// From the wrist to the root of the middle finger or across the roots of the fingers, whichever is seen
/// longer, in pixels: a hand may point at the camera.
float length_of_palm(const Hand& hand);

/// Lengths are shares of the palm's.
struct HandCoverOptions {
    float finger = 0.16F;     ///< half the width of a finger, and what its joints are off by
    float forearm = 0.28F;    ///< half the width of the arm
    float arm_length = 1.2F;  ///< how far it is taken to go on straight behind the wrist
    float edge = 0.18F;       ///< how far an edit takes to come back beside the hand
};

/// How much of each vertex no hand is before, 0..1: fingers, palm and the beginning of the forearm. A hand
/// that is beside a face in the picture is taken to be before it.
VertexShares free_of_hands(const std::vector<Hand>& hands, const Vertices& mesh,
                           const HandCoverOptions& options = {});

}  // namespace ganemotion::face
