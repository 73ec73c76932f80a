#include "face/smoothing.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Geometry>

namespace ganemotion::face {
namespace {

/// In front of the ears: between them is the width of the face, whichever way the head is turned.
constexpr int kRightEar = 234, kLeftEar = 454;

}  // namespace

Vertices MeshSmoother::smooth(const Vertices& seen, Seconds time) {
    if (!reference_) {
        start(seen);
        time_ = time;
        return seen;
    }
    const double passed = std::max(0.0, (time - time_).count());
    const auto least = static_cast<float>(1 - std::exp(-passed / options_.settling.count()));
    time_ = time;
    const Pose pose = fit_pose(seen, *reference_);
    smooth_shape(pose_normalised(seen, pose), least);
    smooth_pose(pose, least);
    return posed(shape_, pose_);
}

void MeshSmoother::start(const Vertices& seen) {
    reference_ = seen;
    shape_ = seen;
    pose_ = {};
    neighbours_.resize(kVertexCount, kVertexCount);
    width_ = std::max((seen.row(kRightEar) - seen.row(kLeftEar)).norm(), 1.0F);
    const float reach = options_.neighbourhood * width_;
    for (int i = 0; i < kVertexCount; ++i) {
        const PerVertex distances = (seen.rowwise() - seen.row(i)).leftCols<2>().rowwise().squaredNorm();
        const PerVertex weights = (distances * (-0.5F / (reach * reach))).array().exp();
        neighbours_.row(i) = weights / weights.sum();
    }
}

float MeshSmoother::share(float squared_distance, float least) const {
    const float motion = squared_distance / (squared_distance + options_.noise * options_.noise);
    return least + (1 - least) * motion;
}

void MeshSmoother::smooth_shape(const Vertices& shape, float least) {
    const Vertices way = shape - shape_;
    // Depth is a guess of the network and noisier: it goes with the rest and is not asked.
    const PerVertex squared = way.leftCols<2>().rowwise().squaredNorm() / (width_ * width_);
    const PerVertex around = neighbours_ * squared;
    for (int i = 0; i < kVertexCount; ++i) shape_.row(i) += share(around[i], least) * way.row(i);
}

void MeshSmoother::smooth_pose(const Pose& seen, float least) {
    const Vertices was = posed(*reference_, pose_);
    const Vertices is = posed(*reference_, seen);
    const float width = width_ * seen.scale;
    const float squared = (is - was).leftCols<2>().rowwise().squaredNorm().mean() / (width * width);
    const float gain = share(squared, least);
    const Eigen::Vector3f middle = reference_->colwise().mean();
    const Eigen::Vector3f from = was.colwise().mean();
    const Eigen::Vector3f to = is.colwise().mean();
    pose_.scale = std::exp((1 - gain) * std::log(pose_.scale) + gain * std::log(seen.scale));
    pose_.rotation =
        Eigen::Quaternionf(pose_.rotation).slerp(gain, Eigen::Quaternionf(seen.rotation)).toRotationMatrix();
    // The head turns about its middle, which goes straight from where it was to where it is.
    pose_.translation = from + gain * (to - from) - pose_.scale * (pose_.rotation * middle);
}

}  // namespace ganemotion::face
