#include "migration/geometry.h"

#include "ganemotion/error.h"
#include "migration/lips.h"
#include "nn/model_files.h"
#include "nn/weights.h"

namespace ganemotion::migration {

Geometry::Geometry() {
    const nn::Weights weights = nn::read_weights(nn::committed_model("geometry/geometry.safetensors"));
    const std::vector<float> values = weights.at("displacement").to_float();
    if (values.size() != static_cast<std::size_t>(columns_.size()))
        throw Error(ErrorKind::kMissingModel,
                    "geometry.safetensors: displacement is not of the expected size");
    std::copy(values.begin(), values.end(), columns_.data());
    const std::vector<float> drive = weights.at("drive").to_float();
    if (drive.size() != kActionUnitCount * kActionUnitCount)
        throw Error(ErrorKind::kMissingModel, "geometry.safetensors: drive is not of the expected size");
    using UnitMatrix = Eigen::Matrix<float, kActionUnitCount, kActionUnitCount, Eigen::RowMajor>;
    columns_ = Eigen::Map<const UnitMatrix>(drive.data()) * columns_.eval();
}

face::Vertices Geometry::displacement(const ActionUnits& change, const face::Pose& pose,
                                      double openness) const {
    const Eigen::Map<const Eigen::Matrix<float, 1, kActionUnitCount>> amounts(change.values().data());
    const Eigen::Matrix<float, 1, Eigen::Dynamic> moved = amounts * columns_;
    face::Vertices in_mean_face = Eigen::Map<const face::Vertices>(moved.data());
    // What the fit knows of irises is where posers looked.
    in_mean_face.bottomRows(face::kVertexCount - face::kFaceVertexCount).setZero();
    keep_lips_together(in_mean_face, openness);
    return pose.scale * in_mean_face * pose.rotation.transpose();
}

}  // namespace ganemotion::migration
