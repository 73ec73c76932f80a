#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"
#include "migration/topology.h"

namespace ganemotion::migration {

/// Where an iris lies, in pixels.
struct Iris {
    cv::Point2f middle;
    float radius = 1;

    /// As the mesh has it: lower and smaller than it is under a lid that hangs.
    Iris(const face::Vertices& mesh, const EyeVertices& eye);

    /// In radii from the middle.
    [[nodiscard]] float distance(cv::Point2f at) const {
        return static_cast<float>(cv::norm(at - middle)) / radius;
    }
};

/// The iris moved up (`up`, a unit vector of the picture) and enlarged as far as light falls off best at its
/// rim: a mean of all that were tried, weighed by the contrast, so that it does not jump from frame to frame.
/// `light` CV_8UC1, its first pixel at `corner`; `seen` CV_32FC1, how much of what is seen is eyeball.
Iris fitted(const Iris& iris, const cv::Mat& light, const cv::Mat& seen, cv::Point2f corner, cv::Point2f up);

}  // namespace ganemotion::migration
