#include "face/hand.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {
namespace {

constexpr std::size_t kFingers = 5, kJointsOfFinger = 4;
/// The roots of the fingers are so much nearer to each other than the wrist is to them.
constexpr float kAcross = 1.3F;

float distance_to_stretch(cv::Point2f point, cv::Point2f from, cv::Point2f to) {
    const cv::Point2f way = to - from;
    const float squared = way.dot(way);
    const float share = squared > 0 ? std::clamp((point - from).dot(way) / squared, 0.0F, 1.0F) : 0;
    return static_cast<float>(cv::norm(point - from - share * way));
}

/// What of a hand is not bones: all in pixels.
struct Outline {
    std::vector<cv::Point2f> palm;
    float length;       // of the palm
    cv::Point2f elbow;  // or as far towards it as the forearm is taken to go on straight
};

Outline outline_of(const Hand& hand, const HandCoverOptions& options) {
    Outline outline;
    for (const std::size_t corner : {Hand::kWrist, Hand::kThumbRoot, Hand::kIndexRoot, Hand::kMiddleRoot,
                                     Hand::kRingRoot, Hand::kLittleRoot})
        outline.palm.push_back(hand.joints.at(corner));
    outline.length = length_of_palm(hand);
    const cv::Point2f wrist = hand.joints[Hand::kWrist], back = wrist - hand.joints[Hand::kMiddleRoot];
    const auto length = std::max(1.0F, static_cast<float>(cv::norm(back)));
    outline.elbow = wrist + back * (options.arm_length * outline.length / length);
    return outline;
}

/// From the skin of a hand, pixels; below 0 inside of it.
float distance_to_hand(cv::Point2f point, const Hand& hand, const Outline& outline,
                       const HandCoverOptions& options) {
    auto bones = static_cast<float>(-cv::pointPolygonTest(outline.palm, point, true));
    for (std::size_t finger = 0; finger < kFingers; ++finger)
        for (std::size_t k = 1; k < kJointsOfFinger; ++k) {
            const std::size_t joint = Hand::kThumbRoot + finger * kJointsOfFinger + k;
            bones = std::min(bones, distance_to_stretch(point, hand.joints[joint - 1], hand.joints[joint]));
        }
    const float arm = distance_to_stretch(point, hand.joints[Hand::kWrist], outline.elbow);
    return std::min(bones - options.finger * outline.length, arm - options.forearm * outline.length);
}

}  // namespace

float length_of_palm(const Hand& hand) {
    const auto& joints = hand.joints;
    const double along = cv::norm(joints[Hand::kWrist] - joints[Hand::kMiddleRoot]);
    const double across = kAcross * cv::norm(joints[Hand::kIndexRoot] - joints[Hand::kLittleRoot]);
    return static_cast<float>(std::max({1.0, along, across}));
}

VertexShares free_of_hands(const std::vector<Hand>& hands, const Vertices& mesh,
                           const HandCoverOptions& options) {
    VertexShares shares = VertexShares::Ones();
    for (const Hand& hand : hands) {
        const Outline outline = outline_of(hand, options);
        const float edge = options.edge * outline.length;
        for (int i = 0; i < kVertexCount; ++i) {
            const float t = std::clamp(
                distance_to_hand({mesh(i, 0), mesh(i, 1)}, hand, outline, options) / edge, 0.0F, 1.0F);
            shares[i] = std::min(shares[i], t * t * (3 - 2 * t));
        }
    }
    return shares;
}

}  // namespace ganemotion::face
