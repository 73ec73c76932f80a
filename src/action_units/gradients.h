#pragma once

#include <Eigen/Core>
#include <opencv2/core.hpp>

namespace ganemotion::action_units {

/// Histograms of the directions of gradients (Dalal and Triggs 2005), which see folds and furrows and hardly
/// the light.
struct GradientGrid {
    int cell;                ///< texels along a cell's side
    int directions;          ///< of a half turn: a fold is the same seen from either side
    float weakest = 0.1F;    ///< what the strength of a cell's surroundings is not divided below
    float strongest = 0.4F;  ///< one edge shall not outshout all others
};

/// Columns are cells (row by row), rows are directions: how strong gradients are there in each, relative to
/// the cells around. `values`: a square picture, CV_32FC1.
Eigen::MatrixXf gradient_histograms(const cv::Mat& values, const GradientGrid& grid);

}  // namespace ganemotion::action_units
