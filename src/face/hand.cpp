#include "face/hand.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {
namespace {

constexpr std::size_t kWrist = 0, kThumbRoot = 1, kIndexRoot = 5, kMiddleRoot = 9, kLittleRoot = 17;
constexpr std::size_t kFingers = 5, kJointsOfFinger = 4;
/// The roots of the fingers are so much nearer to each other than the wrist is to them.
constexpr float kAcross = 1.3F;

float distance_to_stretch(cv::Point2f point, cv::Point2f from, cv::Point2f to) {
    const cv::Point2f way = to - from;
    const float squared = way.dot(way);
    const float share = squared > 0 ? std::clamp((point - from).dot(way) / squared, 0.0F, 1.0F) : 0;
    return static_cast<float>(cv::norm(point - from - share * way));
}

/// From the skin of a hand, pixels; below 0 inside of it.
float distance_to_hand(cv::Point2f point, const Hand& hand, const HandCoverOptions& options) {
    const float palm = length_of_palm(hand);
    const auto& joints = hand.joints;
    const std::vector<cv::Point2f> outline = {joints[kWrist],          joints[kThumbRoot],
                                              joints[kIndexRoot],      joints[kMiddleRoot],
                                              joints[kMiddleRoot + 4], joints[kLittleRoot]};
    float bones = static_cast<float>(-cv::pointPolygonTest(outline, point, true));
    for (std::size_t finger = 0; finger < kFingers; ++finger)
        for (std::size_t k = 1; k < kJointsOfFinger; ++k) {
            const std::size_t joint = 1 + finger * kJointsOfFinger + k;
            bones = std::min(bones, distance_to_stretch(point, joints[joint - 1], joints[joint]));
        }
    const cv::Point2f back = joints[kWrist] - joints[kMiddleRoot];
    const auto length = std::max(1.0F, static_cast<float>(cv::norm(back)));
    const cv::Point2f elbow = joints[kWrist] + back * (options.arm_length * palm / length);
    const float arm = distance_to_stretch(point, joints[kWrist], elbow);
    return std::min(bones - options.finger * palm, arm - options.forearm * palm);
}

}  // namespace

float length_of_palm(const Hand& hand) {
    const auto& joints = hand.joints;
    const double along = cv::norm(joints[kWrist] - joints[kMiddleRoot]);
    const double across = kAcross * cv::norm(joints[kIndexRoot] - joints[kLittleRoot]);
    return static_cast<float>(std::max({1.0, along, across}));
}

VertexShares free_of_hands(const std::vector<Hand>& hands, const Vertices& mesh,
                           const HandCoverOptions& options) {
    VertexShares shares = VertexShares::Ones();
    for (const Hand& hand : hands) {
        const float edge = options.edge * length_of_palm(hand);
        for (int i = 0; i < kVertexCount; ++i) {
            const float t =
                std::clamp(distance_to_hand({mesh(i, 0), mesh(i, 1)}, hand, options) / edge, 0.0F, 1.0F);
            shares[i] = std::min(shares[i], t * t * (3 - 2 * t));
        }
    }
    return shares;
}

}  // namespace ganemotion::face
