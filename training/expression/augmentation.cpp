#include "training/expression/augmentation.h"

#include <array>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

namespace ganemotion::training {

namespace {

float uniform(Random& random, float low, float high) {
    return std::uniform_real_distribution<float>(low, high)(random);
}

bool happens(Random& random, double chance) {
    return std::bernoulli_distribution(chance)(random);
}

/// Shows a part of the picture: moved, turned, squeezed and mirrored.
cv::Mat shown_part(const cv::Mat& picture, int side, const AugmentationOptions& options, Random& random) {
    const auto whole = static_cast<float>(picture.cols);
    const float zoom =
        whole * uniform(random, options.least_cover, options.most_cover) / static_cast<float>(side);
    const float squeeze = std::exp(uniform(random, -options.squeeze, options.squeeze) / 2);
    const float angle =
        std::normal_distribution<float>(0, options.turn)(random) * std::numbers::pi_v<float> / 180;
    const float mirror = happens(random, 0.5) ? -1.0F : 1.0F;
    const float c = std::cos(angle) * zoom;
    const float s = std::sin(angle) * zoom;
    cv::Matx23f map(c * squeeze * mirror, -s / squeeze, 0, s * squeeze * mirror, c / squeeze, 0);
    // The middle of the output shows the middle of the picture, moved.
    const float middle = static_cast<float>(side - 1) / 2;
    for (int row : {0, 1})
        map(row, 2) = (whole - 1) / 2 - (map(row, 0) + map(row, 1)) * middle +
                      whole * uniform(random, -options.shift, options.shift);
    cv::Mat part;
    cv::warpAffine(picture, part, map, {side, side}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return part;
}

void change_light(cv::Mat& picture, const AugmentationOptions& options, Random& random) {
    const float exponent = std::exp(uniform(random, -options.gamma, options.gamma));
    const float gain = happens(random, 0.5) ? uniform(random, options.darkest, 1) : 1;
    cv::Mat table(1, 256, CV_8UC1);
    for (int i = 0; i < 256; ++i)
        table.at<uchar>(i) =
            cv::saturate_cast<uchar>(255 * gain * std::pow(static_cast<float>(i) / 255, exponent));
    cv::LUT(picture, table, picture);
}

void add_noise(cv::Mat& picture, const AugmentationOptions& options, Random& random) {
    cv::RNG generator(random());
    cv::Mat noise(picture.size(), CV_16SC1);
    generator.fill(noise, cv::RNG::NORMAL, 0, uniform(random, 0, options.noise));
    cv::add(picture, noise, picture, cv::noArray(), CV_8U);
}

void cover(cv::Mat& picture, const cv::Rect& area, Random& random) {
    const cv::Rect inside = area & cv::Rect({0, 0}, picture.size());
    if (!inside.empty()) picture(inside).setTo(static_cast<double>(uniform(random, 0, 255)));
}

/// Over the eyes like sunglasses, or over the mouth like a mask, about where FER2013 has them.
void add_bar(cv::Mat& picture, Random& random) {
    const auto side = static_cast<float>(picture.cols);
    const bool eyes = happens(random, 0.5);
    const float top = side * (eyes ? uniform(random, 0.2F, 0.35F) : uniform(random, 0.6F, 0.75F));
    const float height = side * uniform(random, 0.15F, 0.3F);
    const float left = side * uniform(random, 0, 0.15F);
    cover(picture, cv::Rect2f(left, top, side - 2 * left, height), random);
}

void erase(cv::Mat& picture, const AugmentationOptions& options, Random& random) {
    const auto side = static_cast<float>(picture.cols);
    const float area = side * side * uniform(random, 0.02F, options.erased);
    const float shape = std::exp(uniform(random, -1, 1));
    const cv::Size2f size(std::sqrt(area * shape), std::sqrt(area / shape));
    cover(picture,
          cv::Rect2f(uniform(random, -size.width / 2, side - size.width / 2),
                     uniform(random, -size.height / 2, side - size.height / 2), size.width, size.height),
          random);
}

}  // namespace

cv::Mat augmented(const cv::Mat& picture, int side, const AugmentationOptions& options, Random& random) {
    cv::Mat changed = shown_part(picture, side, options, random);
    if (happens(random, options.light_chance)) change_light(changed, options, random);
    if (happens(random, options.blur_chance)) {
        const double spread = uniform(random, 0.4F, options.blur);
        cv::GaussianBlur(changed, changed, {0, 0}, spread, spread, cv::BORDER_REPLICATE);
    }
    if (happens(random, options.noise_chance)) add_noise(changed, options, random);
    if (happens(random, options.bar_chance)) add_bar(changed, random);
    if (happens(random, options.erasing_chance)) erase(changed, options, random);
    return changed;
}

}  // namespace ganemotion::training
