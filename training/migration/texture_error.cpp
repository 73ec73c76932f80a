#include "training/migration/texture_error.h"

#include <array>

#include <opencv2/imgproc.hpp>

namespace ganemotion::training {

namespace {

constexpr double kMiddleGray = 0.45;  // errors count as on a face of this brightness
constexpr double kBlack = 0.1;        // and not without limit on a black one
constexpr int kScales = 3;

using Planes = std::array<cv::Mat, 3>;

Planes planes_of(const cv::Mat& rgb) {
    cv::Mat values;
    rgb.convertTo(values, CV_32F, 1.0 / 255);
    Planes planes;
    cv::split(values, planes.data());
    return planes;
}

/// Of the three planes, weighted.
double mean_absolute(const Planes& planes, const cv::Mat& weights) {
    double sum = 0;
    for (const cv::Mat& plane : planes) sum += cv::abs(plane).dot(weights);
    return sum / (3 * cv::sum(weights)[0]);
}

double mean_difference(const Planes& planes, const cv::Mat& weights) {
    const cv::Rect all({0, 0}, weights.size());
    const cv::Rect left(0, 0, all.width - 1, all.height), right = left + cv::Point(1, 0);
    const cv::Rect upper(0, 0, all.width, all.height - 1), lower = upper + cv::Point(0, 1);
    double sum = 0;
    for (const cv::Mat& plane : planes) {
        sum += cv::abs(plane(right) - plane(left)).dot(weights(left));
        sum += cv::abs(plane(lower) - plane(upper)).dot(weights(upper));
    }
    return sum / (3 * cv::sum(weights)[0]);
}

}  // namespace

TextureError texture_error(const cv::Mat& edited, const cv::Mat& target, const cv::Mat& source,
                           const cv::Mat& mask) {
    Planes difference = planes_of(edited);
    const Planes wanted = planes_of(target);
    const Planes before = planes_of(source);
    double brightness = 0;
    for (std::size_t i = 0; i < difference.size(); ++i) {
        brightness += cv::mean(before[i])[0] / 3;
        difference[i] -= wanted[i] * (before[i].dot(mask) / std::max(1e-3, wanted[i].dot(mask)));
    }
    const double factor = kMiddleGray / (brightness + kBlack);
    TextureError error;
    error.pixel = factor * mean_absolute(difference, mask);
    cv::Mat weights = mask;
    for (int scale = 0; scale < kScales; ++scale) {
        if (scale > 0) {
            for (cv::Mat& plane : difference) cv::resize(plane, plane, {}, 0.5, 0.5, cv::INTER_AREA);
            cv::resize(weights, weights, {}, 0.5, 0.5, cv::INTER_AREA);
        }
        error.gradient += factor * mean_difference(difference, weights) / kScales;
    }
    return error;
}

}  // namespace ganemotion::training
