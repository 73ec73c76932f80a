#include "face/detection.h"

#include <algorithm>
#include <cmath>

namespace ganemotion::face {
namespace {

/// Beyond this the sigmoid is 0 or 1 in float anyway (MediaPipe's score clipping).
constexpr float kLargestLogit = 100;

std::vector<cv::Point2f> anchors_of(const DetectorForm& form) {
    std::vector<cv::Point2f> anchors;
    for (const auto& [cells, per_cell] : form.grids)
        for (int y = 0; y < cells; ++y)
            for (int x = 0; x < cells; ++x)
                for (int k = 0; k < per_cell; ++k)
                    anchors.emplace_back((static_cast<float>(x) + 0.5F) / static_cast<float>(cells),
                                         (static_cast<float>(y) + 0.5F) / static_cast<float>(cells));
    return anchors;
}

float overlap(const Detection& a, const Detection& b) {
    const auto box = [](const Detection& d) {
        return cv::Rect2f(d.centre - cv::Point2f(d.side, d.side) / 2, cv::Size2f(d.side, d.side));
    };
    const float shared = (box(a) & box(b)).area();
    const float together = a.side * a.side + b.side * b.side - shared;
    return together > 0 ? shared / together : 0;
}

Detection weighted_mean(const std::vector<Detection>& detections) {
    Detection mean;
    mean.keypoints.resize(detections.front().keypoints.size());
    float weights = 0;
    for (const Detection& one : detections) {
        weights += one.score;
        mean.centre += one.score * one.centre;
        mean.side += one.score * one.side;
        for (std::size_t k = 0; k < mean.keypoints.size(); ++k)
            mean.keypoints[k] += one.score * one.keypoints[k];
    }
    mean.centre *= 1 / weights;
    mean.side /= weights;
    for (cv::Point2f& point : mean.keypoints) point *= 1 / weights;
    return mean;
}

}  // namespace

std::vector<Detection> decode_detections(const DetectorForm& form, std::span<const float> regressors,
                                         std::span<const float> classificators, float min_score) {
    const std::vector<cv::Point2f> anchors = anchors_of(form);
    const std::size_t numbers_per_box = 4 + 2 * form.keypoints;
    std::vector<Detection> detections;
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        const float logit = std::clamp(classificators[i], -kLargestLogit, kLargestLogit);
        const float score = 1 / (1 + std::exp(-logit));
        if (!(score >= min_score)) continue;
        const float* numbers = &regressors[i * numbers_per_box];
        const auto pair = [&](std::size_t k) {
            return cv::Point2f(numbers[2 * k], numbers[2 * k + 1]) / static_cast<float>(form.side);
        };
        Detection one;
        one.score = score;
        one.centre = anchors[i] + pair(0);
        // Width and height: the network was trained on squares and gives the same twice, to a ten-thousandth.
        one.side = std::max(pair(1).x, pair(1).y);
        if (!(one.side > 0)) continue;
        for (std::size_t k = 0; k < form.keypoints; ++k) one.keypoints.push_back(anchors[i] + pair(2 + k));
        detections.push_back(one);
    }
    return detections;
}

std::vector<Detection> melted(std::vector<Detection> detections, float min_overlap) {
    std::stable_sort(detections.begin(), detections.end(),
                     [](const Detection& a, const Detection& b) { return a.score > b.score; });
    std::vector<Detection> result;
    while (!detections.empty()) {
        const Detection best = detections.front();
        const auto same = [&](const Detection& other) { return overlap(best, other) > min_overlap; };
        const auto rest = std::stable_partition(detections.begin() + 1, detections.end(), same);
        Detection mean = weighted_mean({detections.begin(), rest});
        mean.score = best.score;
        result.push_back(mean);
        detections.erase(detections.begin(), rest);
    }
    return result;
}

}  // namespace ganemotion::face
