#include "face/visibility.h"

#include <algorithm>

namespace ganemotion::face {
namespace {

/// In front of the ears.
constexpr int kRightEar = 234, kLeftEar = 454;

/// 0 below `from`, 1 above `to`, without a corner between.
float smooth_step(float x, float from, float to) {
    const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

}  // namespace

VertexShares visibility_of(const Vertices& mesh, cv::Size picture, const VisibilityOptions& options) {
    const Eigen::RowVector3f middle = (mesh.row(kRightEar) + mesh.row(kLeftEar)) / 2;
    const float width = std::max((mesh.row(kRightEar) - mesh.row(kLeftEar)).norm(), 1.0F);
    const auto right = static_cast<float>(picture.width - 1);
    const auto bottom = static_cast<float>(picture.height - 1);
    VertexShares shares;
    for (int i = 0; i < kVertexCount; ++i) {
        const Eigen::RowVector3f outwards = mesh.row(i) - middle;
        // Depth grows away from the camera.
        const float towards_camera = -outwards.z() / std::max(outwards.norm(), 1e-6F);
        const float inside =
            std::min({mesh(i, 0), right - mesh(i, 0), mesh(i, 1), bottom - mesh(i, 1)}) / width;
        shares[i] = smooth_step(towards_camera, options.hidden_below, options.seen_above) *
                    smooth_step(inside, 0, options.edge);
    }
    return shares;
}

}  // namespace ganemotion::face
