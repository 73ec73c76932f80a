#include "face/hand_networks.h"

#include <algorithm>
#include <cmath>

#include "face/detection.h"
#include "nn/model_files.h"

namespace ganemotion::face {
namespace {

constexpr int kHandSide = 224;
/// Outputs of the joint network: coordinates in its input's pixels (x, y, z), presence 0..1.
constexpr int kCoordinates = 0, kPresence = 1;
/// Overlap above which two detections are the same palm (MediaPipe's).
constexpr float kSamePalm = 0.3F;
/// How much larger than what it is made from the region is, and how far it is moved towards the fingers, in
/// shares of that: MediaPipe's hand landmarker, from a palm and from the joints without the fingers' ends.
constexpr float kPalmMargin = 2.6F, kPalmShift = 0.5F, kJointMargin = 2.0F, kJointShift = 0.1F;
constexpr std::array<std::size_t, 12> kSteady = {0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18};
constexpr std::size_t kPalmWrist = 0, kPalmMiddle = 2;  // keypoints of a detection

/// Of a hand that points along `up`: clockwise, 0 where that is up.
float angle_of(cv::Point2f up) {
    return std::atan2(up.x, -up.y);
}

cv::Point2f turned(cv::Point2f point, float angle) {
    const float c = std::cos(angle), s = std::sin(angle);
    return {c * point.x - s * point.y, s * point.x + c * point.y};
}

Region region_of_palm(const Detection& palm) {
    const float angle = angle_of(palm.keypoints[kPalmMiddle] - palm.keypoints[kPalmWrist]);
    return {palm.centre + turned({0, -kPalmShift * palm.side}, angle), kPalmMargin * palm.side, angle};
}

}  // namespace

HandNetworks::HandNetworks(int threads)
    : palms_(nn::installed_model("hand/palm_detection_lite.tflite"),
             {.threads = threads, .input_shapes = {{1, kPalmDetector.side, kPalmDetector.side, 3}}}),
      joints_(nn::installed_model("hand/hand_landmark_lite.tflite"),
              {.threads = threads, .input_shapes = {{1, kHandSide, kHandSide, 3}}}) {}

std::vector<Region> HandNetworks::detect(const media::Picture& picture, const Region& region,
                                         float min_score) {
    const cv::Mat rgb = sample_region(picture, region, kPalmDetector.side, cv::BORDER_CONSTANT);
    cv::Mat input(kPalmDetector.side, kPalmDetector.side, CV_32FC3, palms_.input().data());
    rgb.convertTo(input, CV_32F, 1 / 255.0);
    palms_.run();
    std::vector<Region> found;
    for (const Detection& palm :
         melted(decode_detections(kPalmDetector, palms_.output(0), palms_.output(1), min_score), kSamePalm))
        found.push_back(region_of_palm(in_picture(palm, region)));
    return found;
}

Hand HandNetworks::hand(const media::Picture& picture, const Region& region) {
    const cv::Mat rgb = sample_region(picture, region, kHandSide, cv::BORDER_CONSTANT);
    cv::Mat input(kHandSide, kHandSide, CV_32FC3, joints_.input().data());
    rgb.convertTo(input, CV_32F, 1 / 255.0);
    joints_.run();
    const cv::Matx23f map = to_picture(region, kHandSide);
    const auto coordinates = joints_.output(kCoordinates);
    Hand hand;
    for (std::size_t i = 0; i < Hand::kJoints; ++i)
        hand.joints[i] = mapped(map, {coordinates[3 * i], coordinates[3 * i + 1]});
    hand.presence = joints_.output(kPresence)[0];
    return hand;
}

Region region_of(const Hand& hand) {
    const auto& joints = hand.joints;
    const cv::Point2f roots =
        ((joints[Hand::kIndexRoot] + joints[Hand::kRingRoot]) / 2 + joints[Hand::kMiddleRoot]) / 2;
    const float angle = angle_of(roots - joints[Hand::kWrist]);
    std::array<cv::Point2f, kSteady.size()> upright;
    std::transform(kSteady.begin(), kSteady.end(), upright.begin(),
                   [&](std::size_t joint) { return turned(joints[joint], -angle); });
    const auto across = std::minmax_element(upright.begin(), upright.end(),
                                            [](const auto& a, const auto& b) { return a.x < b.x; });
    const auto along = std::minmax_element(upright.begin(), upright.end(),
                                           [](const auto& a, const auto& b) { return a.y < b.y; });
    const float width = across.second->x - across.first->x, height = along.second->y - along.first->y;
    const cv::Point2f middle((across.first->x + across.second->x) / 2,
                             (along.first->y + along.second->y) / 2 - kJointShift * height);
    return {turned(middle, angle), kJointMargin * std::max(width, height), angle};
}

}  // namespace ganemotion::face
