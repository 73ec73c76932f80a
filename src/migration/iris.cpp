#include "migration/iris.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "migration/mesh_point.h"

namespace ganemotion::migration {

namespace {

// What is tried, in radii of the mesh's iris.
constexpr std::array kUp = {0.0F, 0.12F, 0.24F, 0.36F};
constexpr std::array kLarger = {1.0F, 1.12F, 1.24F};

// The rings whose light is compared lie so far from the rim, in radii.
constexpr float kInside = 0.25F;
constexpr float kOutside = 0.25F;

// Contrast (0..255) that it takes to go all the way up, and to the largest: dim eyes tell little, and the
// mesh is right more often than not.
constexpr float kTrust = 10;

// Contrast (0..255) by which one that was tried weighs e times as much as another.
constexpr float kTelling = 3;

struct SeenPixel {
    cv::Point2f at;
    float value, weight;
};

std::vector<SeenPixel> seen_pixels(const cv::Mat& light, const cv::Mat& seen, cv::Point2f corner) {
    std::vector<SeenPixel> pixels;
    for (int y = 0; y < light.rows; ++y)
        for (int x = 0; x < light.cols; ++x)
            if (const float weight = seen.at<float>(y, x); weight > 0)
                pixels.push_back({cv::Point2f(cv::Point(x, y)) + corner,
                                  static_cast<float>(light.at<uchar>(y, x)), weight});
    return pixels;
}

/// How much lighter it is outside of the rim than inside.
float contrast(const Iris& iris, const std::vector<SeenPixel>& pixels) {
    float inside = 0, outside = 0, inside_weight = 0, outside_weight = 0;
    for (const SeenPixel& pixel : pixels) {
        const float from_rim = iris.distance(pixel.at) - 1;
        if (from_rim < -kInside || from_rim > kOutside) continue;
        (from_rim < 0 ? inside : outside) += pixel.weight * pixel.value;
        (from_rim < 0 ? inside_weight : outside_weight) += pixel.weight;
    }
    return inside_weight > 0 && outside_weight > 0 ? outside / outside_weight - inside / inside_weight : 0;
}

}  // namespace

Iris::Iris(const face::Vertices& mesh, const EyeVertices& eye) : middle(point_of(mesh, eye.iris)) {
    constexpr int kRim = 4;  // the vertices after the middle
    float sum = 0;
    for (int i = 1; i <= kRim; ++i)
        sum += static_cast<float>(cv::norm(point_of(mesh, eye.iris + i) - middle));
    radius = std::max(1.0F, sum / kRim);
}

Iris fitted(const Iris& iris, const cv::Mat& light, const cv::Mat& seen, cv::Point2f corner, cv::Point2f up) {
    const std::vector<SeenPixel> pixels = seen_pixels(light, seen, corner);
    float weights = 0, moved = 0, larger = 0;
    for (const float by : kUp)
        for (const float factor : kLarger) {
            Iris tried = iris;
            tried.middle += by * iris.radius * up;
            tried.radius *= factor;
            const float doubt = by / kUp.back() + (factor - 1) / (kLarger.back() - 1);
            const float weight = std::exp((contrast(tried, pixels) - kTrust * doubt) / kTelling);
            weights += weight;
            moved += weight * by;
            larger += weight * factor;
        }
    Iris result = iris;
    result.middle += moved / weights * iris.radius * up;
    result.radius *= larger / weights;
    return result;
}

}  // namespace ganemotion::migration
