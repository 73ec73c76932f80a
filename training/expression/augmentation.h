#pragma once

#include <cstdint>
#include <random>

#include <opencv2/core.hpp>

namespace ganemotion::training {

/// How pictures are changed before a network sees them. Each change but the geometric ones comes with its own
/// chance: most pictures shall stay readable.
struct AugmentationOptions {
    float least_cover = 0.78F;  ///< of the picture's side that is shown; 1: all of it
    float most_cover = 1.08F;   ///< above 1: its edge is continued
    float shift = 0.06F;        ///< of the side, either way
    float turn = 9;             ///< degrees, standard deviation
    float squeeze = 0.08F;      ///< width against height, either way: FER2013's crops differ in shape

    double light_chance = 0.5;
    float gamma = 0.6F;     ///< exponent between exp(-gamma) and exp(gamma)
    float darkest = 0.25F;  ///< gain between this and 1, then the contrast is normalised anyway: what is lost
                            ///< are the steps of gray
    double noise_chance = 0.15;
    float noise = 16;  ///< of 255, largest standard deviation
    double blur_chance = 0.25;
    float blur = 2;            ///< pixels, largest standard deviation
    double bar_chance = 0.08;  ///< a bar over the eyes or the mouth
    double erasing_chance = 0.25;
    float erased = 0.2F;  ///< of the area, at most (Zhong et al. 2017)
};

using Random = std::mt19937;

/// A changed copy, CV_8UC1, side x side.
cv::Mat augmented(const cv::Mat& picture, int side, const AugmentationOptions& options, Random& random);

}  // namespace ganemotion::training
