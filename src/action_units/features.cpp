#include "action_units/features.h"

namespace ganemotion::action_units {

Features features_of(const face::Vertices& normalised_mesh, const face::Blendshapes& blendshapes) {
    Features features(kFeatures);
    features.head(kShapeFeatures) = Eigen::Map<const Eigen::VectorXf>(normalised_mesh.data(), kShapeFeatures);
    features.tail(face::kBlendshapeCount) =
        Eigen::Map<const Eigen::VectorXf>(blendshapes.data(), face::kBlendshapeCount);
    return features;
}

}  // namespace ganemotion::action_units
