#include "action_units/appearance.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "action_units/gradients.h"

namespace ganemotion::action_units {

namespace {

// Chosen on cross-validated people of training; what they are matters little (F1 moves by 0.002).
constexpr GradientGrid kCoarse{.cell = 8, .directions = 9};
constexpr GradientGrid kFine{.cell = 4, .directions = 6};
constexpr double kInFace = 0.6;     // of a cell
constexpr int kLightSide = 32;      // squares of light
constexpr double kLightBlur = 1.5;  // texels, so that a square does not depend on single texels
constexpr float kBlack = 0.1F;      // of the mean light: what is darker is black

// The face's mean light gets this value: gradients are then those of a picture of 0..255.
constexpr float kMeanLight = 128;

std::vector<int> left_cells(const cv::Mat& weights, int cells) {
    cv::Mat share;
    cv::resize(weights, share, {cells, cells}, 0, 0, cv::INTER_AREA);
    std::vector<int> result;
    for (int y = 0; y < cells; ++y)
        for (int x = 0; x < cells / 2; ++x)
            if (share.at<float>(y, x) > kInFace) result.push_back(y * cells + x);
    return result;
}

int mirrored_cell(int cell, int cells) {
    return cell - cell % cells + (cells - 1 - cell % cells);
}

/// A gradient's direction in the mirror: a turns into a half turn less a.
Eigen::VectorXf mirrored_directions(const Eigen::VectorXf& directions) {
    Eigen::VectorXf result = directions.reverse();
    std::rotate(result.begin(), result.end() - 1, result.end());
    return result;
}

Eigen::VectorXf laid_over(const Eigen::MatrixXf& histograms, const std::vector<int>& cells, int side,
                          float left_share) {
    const Eigen::Index directions = histograms.rows();
    Eigen::VectorXf result(directions * static_cast<Eigen::Index>(cells.size()));
    Eigen::Index at = 0;
    for (const int cell : cells) {
        result.segment(at, directions) =
            left_share * histograms.col(cell) +
            (1 - left_share) * mirrored_directions(histograms.col(mirrored_cell(cell, side)));
        at += directions;
    }
    return result;
}

}  // namespace

AppearanceReader::AppearanceReader(const face::TextureMap& map) {
    map.inside().convertTo(weights_, CV_32F, 1.0 / 255);
    area_ = cv::sum(weights_)[0];
    coarse_ = left_cells(weights_, face::kTextureSide / kCoarse.cell);
    fine_ = left_cells(weights_, face::kTextureSide / kFine.cell);
}

cv::Mat AppearanceReader::relative_light(const cv::Mat& texture) const {
    cv::Mat gray, light;
    cv::cvtColor(texture, gray, cv::COLOR_RGB2GRAY);
    gray.convertTo(light, CV_32F);
    const double mean = std::max(1.0, light.dot(weights_) / area_);
    return light / mean;
}

Appearance AppearanceReader::read(const cv::Mat& texture, float left_share) const {
    const cv::Mat light = relative_light(texture);
    cv::Mat root, logarithm, squares;
    cv::sqrt(light * kMeanLight, root);
    cv::log(light + kBlack, logarithm);
    logarithm = logarithm.mul(weights_);
    cv::GaussianBlur(logarithm, logarithm, {0, 0}, kLightBlur);
    cv::resize(logarithm, squares, {kLightSide, kLightSide}, 0, 0, cv::INTER_AREA);

    // The edge to the black around the face counts too: it makes the cells beside it, where the mesh takes in
    // hair and what is behind, small.
    Appearance appearance;
    appearance.coarse =
        laid_over(gradient_histograms(root, kCoarse), coarse_, face::kTextureSide / kCoarse.cell, left_share);
    appearance.fine =
        laid_over(gradient_histograms(root, kFine), fine_, face::kTextureSide / kFine.cell, left_share);
    appearance.light.resize(kLightSide * kLightSide / 2);
    Eigen::Index at = 0;
    for (int y = 0; y < kLightSide; ++y)
        for (int x = 0; x < kLightSide / 2; ++x)
            appearance.light[at++] = left_share * squares.at<float>(y, x) +
                                     (1 - left_share) * squares.at<float>(y, kLightSide - 1 - x);
    return appearance;
}

namespace {

float middle(int row, int cell) {
    return (static_cast<float>(row) + 0.5F) * static_cast<float>(cell) - 0.5F;
}

Eigen::VectorXf heights_of(const std::vector<int>& cells, const GradientGrid& grid) {
    const Eigen::Index directions = grid.directions;
    Eigen::VectorXf heights(directions * static_cast<Eigen::Index>(cells.size()));
    Eigen::Index at = 0;
    for (const int cell : cells) {
        heights.segment(at, directions)
            .setConstant(middle(cell / (face::kTextureSide / grid.cell), grid.cell));
        at += directions;
    }
    return heights;
}

}  // namespace

Appearance AppearanceReader::heights() const {
    Appearance heights{heights_of(coarse_, kCoarse), heights_of(fine_, kFine),
                       Eigen::VectorXf(kLightSide * kLightSide / 2)};
    for (int y = 0; y < kLightSide; ++y)
        heights.light.segment(y * kLightSide / 2, kLightSide / 2)
            .setConstant(middle(y, face::kTextureSide / kLightSide));
    return heights;
}

}  // namespace ganemotion::action_units
