#pragma once

#include <array>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {

/// Draws an open hand with its forearm. `palm`: from the wrist to the root of the middle finger, pixels;
/// `angle`: radians clockwise from pointing up.
inline void draw_hand(cv::Mat& rgb, cv::Point2f wrist, float palm, float angle) {
    // In lengths of the palm from the wrist, up is positive.
    const std::vector<std::array<cv::Point2f, 3>> fingers = {
        {cv::Point2f(-0.18F, 0.12F), {-0.42F, 0.42F}, {-0.60F, 0.72F}},
        {cv::Point2f(-0.28F, 0.95F), {-0.36F, 1.35F}, {-0.40F, 1.68F}},
        {cv::Point2f(-0.06F, 1.00F), {-0.07F, 1.48F}, {-0.08F, 1.85F}},
        {cv::Point2f(0.15F, 0.95F), {0.20F, 1.40F}, {0.24F, 1.72F}},
        {cv::Point2f(0.33F, 0.85F), {0.46F, 1.18F}, {0.55F, 1.45F}}};
    const std::vector<cv::Point2f> outline = {
        {-0.22F, 0},    {-0.38F, 0.5F}, {-0.36F, 0.95F}, {-0.05F, 1.05F}, {0.2F, 1.0F},
        {0.42F, 0.85F}, {0.36F, 0.4F},  {0.22F, 0},      {0.24F, -1.2F},  {-0.24F, -1.2F}};
    const cv::Scalar skin(205, 150, 120), light(226, 168, 134), dark(127, 93, 74);
    const auto at = [&](cv::Point2f point) {
        const float c = std::cos(angle), s = std::sin(angle), x = palm * point.x, y = -palm * point.y;
        return cv::Point(cvRound(wrist.x + c * x - s * y), cvRound(wrist.y + s * x + c * y));
    };
    std::vector<cv::Point> filled;
    for (const cv::Point2f& point : outline) filled.push_back(at(point));
    const auto draw = [&](const cv::Scalar& colour, float width) {
        for (const auto& finger : fingers)
            for (std::size_t i = 1; i < finger.size(); ++i)
                cv::line(rgb, at(finger[i - 1]), at(finger[i]), colour, cvRound(width * palm), cv::LINE_AA);
    };
    draw(dark, 0.27F);
    cv::polylines(rgb, filled, true, dark, cvRound(0.07F * palm), cv::LINE_AA);
    draw(skin, 0.2F);
    cv::fillPoly(rgb, std::vector<std::vector<cv::Point>>{filled}, skin, cv::LINE_AA);
    draw(light, 0.08F);
    const int crease = std::max(1, cvRound(0.02F * palm));
    cv::line(rgb, at({-0.3F, 0.75F}), at({0.1F, 0.7F}), dark, crease, cv::LINE_AA);
    cv::line(rgb, at({0.36F, 0.7F}), at({-0.1F, 0.6F}), dark, crease, cv::LINE_AA);
    cv::line(rgb, at({-0.2F, 0.1F}), at({-0.12F, 0.6F}), dark, crease, cv::LINE_AA);
}

}  // namespace ganemotion::face
