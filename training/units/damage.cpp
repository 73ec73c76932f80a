#include "units/damage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <opencv2/imgproc.hpp>

namespace ganemotion::training {

namespace {

constexpr double kThreeStops = 1.0 / 8;
constexpr double kNoise = 2.5;     // of 255, standard deviation: as much as a small camera has in the dark
constexpr double kBlur = 0.02;     // of the face's width, standard deviation
constexpr double kSmallFace = 64;  // pixels
constexpr int kQuality = 30;       // of JPEG
constexpr int kBlock = 8;

// Annex K of the JPEG standard (ITU-T T.81), rows of the luma and the chroma table.
constexpr std::array<int, 64> kLumaSteps = {
    16, 11,  10,  16, 24, 40, 51, 61, 12,  12,  14,  19,  26, 58, 60, 55,  14,  13,  16,  24, 40, 57,
    69, 56,  14,  17, 22, 29, 51, 87, 80,  62,  18,  22,  37, 56, 68, 109, 103, 77,  24,  35, 55, 64,
    81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98,  112, 100, 103, 99};
constexpr std::array<int, 64> kChromaSteps = {17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
                                              24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                                              99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                                              99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

cv::Mat steps_of(const std::array<int, 64>& table) {
    // The scale of the Independent JPEG Group for qualities below 50.
    constexpr int kScale = 5000 / kQuality;
    cv::Mat steps(kBlock, kBlock, CV_32F);
    for (std::size_t i = 0; i < table.size(); ++i)
        steps.at<float>(static_cast<int>(i) / kBlock, static_cast<int>(i) % kBlock) =
            static_cast<float>(std::clamp((table[i] * kScale + 50) / 100, 1, 255));
    return steps;
}

cv::Mat quantised(const cv::Mat& plane, const cv::Mat& steps) {
    const int bottom = (kBlock - plane.rows % kBlock) % kBlock;
    const int right = (kBlock - plane.cols % kBlock) % kBlock;
    cv::Mat whole, result;
    cv::copyMakeBorder(plane, whole, 0, bottom, 0, right, cv::BORDER_REPLICATE);
    whole.convertTo(whole, CV_32F);
    for (int y = 0; y < whole.rows; y += kBlock)
        for (int x = 0; x < whole.cols; x += kBlock) {
            cv::Mat block = whole(cv::Rect(x, y, kBlock, kBlock));
            cv::Mat waves;
            cv::dct(block - 128, waves);
            for (int i = 0; i < kBlock; ++i)
                for (int j = 0; j < kBlock; ++j)
                    waves.at<float>(i, j) =
                        std::round(waves.at<float>(i, j) / steps.at<float>(i, j)) * steps.at<float>(i, j);
            cv::idct(waves, waves);
            cv::Mat(waves + 128).copyTo(block);
        }
    whole(cv::Rect({0, 0}, plane.size())).convertTo(result, CV_8U);
    return result;
}

/// What JPEG does to a picture, chroma at half the resolution, without the file.
media::Picture compressed(const media::Picture& picture, float /*face_width*/, std::uint64_t /*seed*/) {
    cv::Mat colour;
    cv::cvtColor(media::to_rgb(picture), colour, cv::COLOR_RGB2YCrCb);
    std::array<cv::Mat, 3> planes;
    cv::split(colour, planes.data());
    const cv::Size size = planes[0].size();
    planes[0] = quantised(planes[0], steps_of(kLumaSteps));
    for (std::size_t i = 1; i < planes.size(); ++i) {
        cv::resize(planes[i], planes[i], {(size.width + 1) / 2, (size.height + 1) / 2}, 0, 0, cv::INTER_AREA);
        planes[i] = quantised(planes[i], steps_of(kChromaSteps));
        cv::resize(planes[i], planes[i], size, 0, 0, cv::INTER_LINEAR);
    }
    cv::merge(planes.data(), planes.size(), colour);
    cv::cvtColor(colour, colour, cv::COLOR_YCrCb2RGB);
    return media::from_rgb(colour);
}

media::Picture darkened(const media::Picture& picture, float /*face_width*/, std::uint64_t seed) {
    cv::Mat light;
    media::to_rgb(picture).convertTo(light, CV_32F, kThreeStops);
    cv::Mat noise(light.size(), CV_32FC3);
    cv::RNG(seed + 1).fill(noise, cv::RNG::NORMAL, 0, kNoise);
    cv::Mat result;
    cv::Mat(light + noise).convertTo(result, CV_8U);
    return media::from_rgb(result);
}

media::Picture blurred(const media::Picture& picture, float face_width, std::uint64_t /*seed*/) {
    cv::Mat result;
    cv::GaussianBlur(media::to_rgb(picture), result, {0, 0}, kBlur * static_cast<double>(face_width));
    return media::from_rgb(result);
}

media::Picture shrunk(const media::Picture& picture, float face_width, std::uint64_t /*seed*/) {
    const double scale = std::min(1.0, kSmallFace / static_cast<double>(face_width));
    cv::Mat result;
    cv::resize(media::to_rgb(picture), result, {}, scale, scale, cv::INTER_AREA);
    return media::from_rgb(result);
}

}  // namespace

std::vector<Damage> damages() {
    return {{"three stops darker, with noise", darkened},
            {"JPEG of quality 30", compressed},
            {"blurred (2 % of the face's width)", blurred},
            {"face of 64 pixels", shrunk}};
}

}  // namespace ganemotion::training
