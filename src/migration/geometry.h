#pragma once

#include <Eigen/Core>

#include "face/face.h"
#include "face/pose.h"
#include "ganemotion/action_units.h"

namespace ganemotion::migration {

/// How a face's mesh moves when its action units change: linear, fitted by training/geometry. Thread-safe.
class Geometry {
  public:
    /// Reads models/geometry/geometry.safetensors. Throws Error(kMissingModel).
    Geometry();

    /// Displacement of each vertex, in pixels of the picture, of a face in that pose whose lips are apart by
    /// `openness` (mouth_openness): lips that touch stay together. Irises do not move with the units.
    [[nodiscard]] face::Vertices displacement(const ActionUnits& change, const face::Pose& pose,
                                              double openness) const;

  private:
    /// [units, vertices * 3] in the frame of the mean face: what moves when a unit is asked for, its own
    /// displacement and what has to go with it (training/geometry/drive_fit.h).
    Eigen::Matrix<float, kActionUnitCount, face::kVertexCount * 3, Eigen::RowMajor> columns_;
};

}  // namespace ganemotion::migration
