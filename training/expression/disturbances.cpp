#include "training/expression/disturbances.h"

#include <opencv2/imgproc.hpp>

namespace ganemotion::training {

namespace {

constexpr double kDarkGain = 0.15;    // of the light
constexpr double kNoise = 20;         // of 255, standard deviation
constexpr double kBlur = 1.5;         // pixels of 48, standard deviation
constexpr double kTurn = 20;          // degrees
constexpr double kBarGray = 20;       // nearly black
const cv::Rect kEyes(4, 12, 40, 11);  // where FER2013 has the eyes
const cv::Rect kMouth(10, 31, 28, 14);

cv::Mat dark(const cv::Mat& picture) {
    cv::Mat result;
    picture.convertTo(result, CV_8U, kDarkGain);
    return result;
}

cv::Mat noisy(const cv::Mat& picture) {
    // Noise of its own for each picture, the same at every run.
    cv::RNG random(static_cast<std::uint64_t>(cv::sum(picture)[0]) + 1);
    cv::Mat noise(picture.size(), CV_16SC1), result;
    random.fill(noise, cv::RNG::NORMAL, 0, kNoise);
    cv::add(picture, noise, result, cv::noArray(), CV_8U);
    return result;
}

cv::Mat blurred(const cv::Mat& picture) {
    cv::Mat result;
    cv::GaussianBlur(picture, result, {0, 0}, kBlur, kBlur, cv::BORDER_REPLICATE);
    return result;
}

cv::Mat turned(const cv::Mat& picture, double degrees) {
    cv::Mat result;
    const cv::Point2f middle(static_cast<float>(picture.cols - 1) / 2,
                             static_cast<float>(picture.rows - 1) / 2);
    cv::warpAffine(picture, result, cv::getRotationMatrix2D(middle, degrees, 1), picture.size(),
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return result;
}

cv::Mat covered(const cv::Mat& picture, const cv::Rect& bar) {
    cv::Mat result = picture.clone();
    result(bar).setTo(kBarGray);
    return result;
}

}  // namespace

std::vector<Disturbance> disturbances() {
    return {{"as they are", [](const cv::Mat& picture) { return picture; }},
            {"dark (15 % of the light)", dark},
            {"noisy (standard deviation 20)", noisy},
            {"blurred (1.5 pixels)", blurred},
            {"turned by 20 degrees", [](const cv::Mat& picture) { return turned(picture, kTurn); }},
            {"turned by -20 degrees", [](const cv::Mat& picture) { return turned(picture, -kTurn); }},
            {"eyes covered", [](const cv::Mat& picture) { return covered(picture, kEyes); }},
            {"mouth covered", [](const cv::Mat& picture) { return covered(picture, kMouth); }}};
}

}  // namespace ganemotion::training
