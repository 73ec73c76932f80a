#include "migration/whole_eyeball.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace ganemotion::migration {

namespace {

// Distance of rings in radii of the iris; its rim, and from where on all is white.
constexpr float kRing = 0.1F;
constexpr float kRim = 1.0F;
constexpr float kWhite = 1.2F;

// The white is spread over so many nodes from side to side; what lies within so many of them is near. Where
// little is near, it is the mean of all white.
constexpr int kNodes = 24;
constexpr double kNear = 1.25;
constexpr double kMeanShare = 0.05;

constexpr float kUnknown = -1;

/// A mean with weights: all that is seen has its share in it, so that it does not jump from frame to frame.
struct Mean {
    float sum = 0, weight = 0;
    void add(float value, float with) {
        sum += with * value;
        weight += with;
    }
    [[nodiscard]] float value() const { return weight > 0 ? sum / weight : kUnknown; }
};

/// A place on the rings: the inner one, and the share of the next.
struct RingPlace {
    std::size_t inner;
    float outer_share;
    RingPlace(float distance, std::size_t rings) {
        const float ring = std::min(distance / kRing, static_cast<float>(rings) - 1.001F);
        inner = static_cast<std::size_t>(ring);
        outer_share = ring - static_cast<float>(inner);
    }
};

/// 0 on the iris, 1 on the white.
float white_share(float distance) {
    return std::clamp((distance - kRim) / (kWhite - kRim), 0.0F, 1.0F);
}

/// Means of the values nearby, weighed, and of a mean of all. All CV_32FC1, of one size.
cv::Mat spread(const cv::Mat& values, const cv::Mat& weights, float mean) {
    const auto nearby = [](const cv::Mat& pixels) {
        cv::Mat nodes;
        cv::resize(pixels, nodes, cv::Size(kNodes, kNodes), 0, 0, cv::INTER_AREA);
        cv::GaussianBlur(nodes, nodes, cv::Size(), kNear, kNear, cv::BORDER_CONSTANT);
        return nodes;
    };
    cv::Mat spread = (nearby(values.mul(weights)) + kMeanShare * mean) / (nearby(weights) + kMeanShare);
    cv::resize(spread, spread, values.size());
    return spread;
}

}  // namespace

WholeEyeball::WholeEyeball(const cv::Mat& plane, const cv::Mat& seen, const cv::Mat& distances) {
    std::array<Mean, kRings> rings;
    Mean white;
    cv::Mat values, weights = cv::Mat::zeros(plane.size(), CV_32FC1);
    plane.convertTo(values, CV_32F);
    for (int y = 0; y < plane.rows; ++y)
        for (int x = 0; x < plane.cols; ++x) {
            const float weight = seen.at<float>(y, x);
            if (weight <= 0) continue;
            const float value = values.at<float>(y, x), distance = distances.at<float>(y, x);
            if (distance < kWhite) {
                const RingPlace ring(distance, kRings);
                rings[ring.inner].add(value, weight * (1 - ring.outer_share));
                rings[ring.inner + 1].add(value, weight * ring.outer_share);
            }
            weights.at<float>(y, x) = weight * white_share(distance);
            white.add(value, weights.at<float>(y, x));
        }
    for (std::size_t ring = 0; ring < kRings; ++ring) {
        iris_[ring] = rings[ring].value();
        if (iris_[ring] == kUnknown && ring > 0) iris_[ring] = iris_[ring - 1];
    }
    for (std::size_t ring = kRings - 1; ring-- > 0;)
        if (iris_[ring] == kUnknown) iris_[ring] = iris_[ring + 1];
    if (white.value() != kUnknown) white_ = spread(values, weights, white.value());
}

bool WholeEyeball::is_known() const {
    return !white_.empty() && iris_.front() != kUnknown;
}

float WholeEyeball::at(cv::Point2f place, float distance) const {
    const RingPlace ring(distance, kRings);
    const float iris = (1 - ring.outer_share) * iris_[ring.inner] + ring.outer_share * iris_[ring.inner + 1];
    const int x = std::clamp(cvRound(place.x), 0, white_.cols - 1);
    const int y = std::clamp(cvRound(place.y), 0, white_.rows - 1);
    const float white = white_share(distance);
    return (1 - white) * iris + white * white_.at<float>(y, x);
}

}  // namespace ganemotion::migration
