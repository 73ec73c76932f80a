#pragma once

#include <functional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace ganemotion::training {

/// Something that makes a picture of 48x48 harder to read.
struct Disturbance {
    std::string name;
    std::function<cv::Mat(const cv::Mat&)> apply;
};

/// Dark, noisy, blurred, turned by 20 degrees either way, eyes covered, mouth covered; the same at every run.
std::vector<Disturbance> disturbances();

}  // namespace ganemotion::training
