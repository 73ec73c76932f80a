#include "cfee/mean_face_fit.h"

#include <cmath>
#include <string>

#include <Eigen/Geometry>

#include "face/pose.h"

namespace ganemotion::training {

namespace {

constexpr int kRightEyeCorner = 33;
constexpr int kLeftEyeCorner = 263;
constexpr int kProcrustesRounds = 3;
constexpr int kMirrorRounds = 6;

// Pairs that are known: enough to turn the mirrored mean onto itself for the first time.
constexpr int kKnownPairs[][2] = {{33, 263},  {133, 362}, {61, 291},  {234, 454}, {98, 327},
                                  {105, 334}, {10, 10},   {152, 152}, {1, 1},     {168, 168}};

face::Vertices scaled_to_eyes(face::Vertices mesh) {
    mesh.rowwise() -= mesh.colwise().mean().eval();
    return mesh / (mesh.row(kLeftEyeCorner) - mesh.row(kRightEyeCorner)).norm();
}

face::Vertices flipped(face::Vertices mesh) {
    mesh.col(0) *= -1;
    return mesh;
}

face::Vertices permuted(const face::Vertices& mesh, const MirrorPairs& order) {
    face::Vertices result;
    for (int i = 0; i < face::kVertexCount; ++i) result.row(i) = mesh.row(order[static_cast<std::size_t>(i)]);
    return result;
}

MirrorPairs nearest_pairs(const face::Vertices& mesh, const face::Vertices& image) {
    MirrorPairs pairs{};
    for (int i = 0; i < face::kVertexCount; ++i) {
        int nearest = 0;
        (mesh.rowwise() - image.row(i)).rowwise().squaredNorm().minCoeff(&nearest);
        pairs[static_cast<std::size_t>(i)] = nearest;
    }
    return pairs;
}

// The mirror image laid onto the mesh by the vertices whose pairs agree both ways.
face::Vertices laid_onto(const face::Vertices& mesh, const face::Vertices& image, const MirrorPairs& pairs) {
    const face::Vertices target = permuted(mesh, pairs);
    return face::pose_normalised(image, face::fit_pose(image, target));
}

MirrorPairs find_pairs(const face::Vertices& mesh) {
    MirrorPairs pairs{};
    for (int i = 0; i < face::kVertexCount; ++i) pairs[static_cast<std::size_t>(i)] = i;
    // fit_pose looks at rigid vertices only; all of the known pairs that it uses are exchanged here.
    for (const auto& [right, left] : kKnownPairs) {
        pairs[static_cast<std::size_t>(right)] = left;
        pairs[static_cast<std::size_t>(left)] = right;
    }
    face::Vertices image = laid_onto(mesh, flipped(mesh), pairs);
    for (int round = 0; round < kMirrorRounds; ++round) {
        pairs = nearest_pairs(mesh, image);
        image = laid_onto(mesh, image, pairs);
    }
    return pairs;
}

// Turns the mesh so that its plane of symmetry is x = 0.
face::Vertices made_frontal(const face::Vertices& mesh, const MirrorPairs& pairs) {
    const face::Vertices image = laid_onto(mesh, flipped(mesh), pairs);
    const face::Vertices symmetric = 0.5F * (mesh + permuted(image, pairs));
    Eigen::RowVector3f across = Eigen::RowVector3f::Zero();
    const face::Vertices differences = symmetric - permuted(symmetric, pairs);
    for (int i = 0; i < face::kVertexCount; ++i)
        across += std::copysign(1.0F, differences(i, 0)) * differences.row(i);
    across.normalize();
    const Eigen::RowVector3f away = across.cross(Eigen::RowVector3f::UnitY()).normalized();
    const Eigen::RowVector3f down = away.cross(across);
    Eigen::Matrix3f axes;
    axes << across, down, away;
    face::Vertices frontal = symmetric * axes.transpose();
    frontal.col(0).array() -= frontal.col(0).mean();
    return 0.5F * (frontal + flipped(permuted(frontal, pairs)));
}

}  // namespace

MeanFace fit_mean_face(const std::vector<MeasuredPortrait>& portraits) {
    face::Vertices mean = scaled_to_eyes(portraits.front().face.mesh);
    for (int round = 0; round < kProcrustesRounds; ++round) {
        face::Vertices sum = face::Vertices::Zero();
        for (const auto& portrait : portraits)
            sum += face::pose_normalised(portrait.face.mesh, face::fit_pose(portrait.face.mesh, mean));
        mean = scaled_to_eyes(sum / static_cast<float>(portraits.size()));
    }
    MeanFace result;
    result.mirror = find_pairs(mean);
    result.mesh = scaled_to_eyes(made_frontal(mean, result.mirror));
    return result;
}

face::Vertices mirrored(const face::Vertices& mesh, const MirrorPairs& mirror) {
    return flipped(permuted(mesh, mirror));
}

face::Blendshapes mirrored(const face::Blendshapes& blendshapes) {
    face::Blendshapes result = blendshapes;
    for (int i = 0; i < face::kBlendshapeCount; ++i) {
        const std::string name(face::blendshape_name(i));
        if (!name.ends_with("Left")) continue;
        const int other = face::blendshape_index(name.substr(0, name.size() - 4) + "Right");
        std::swap(result[static_cast<std::size_t>(i)], result[static_cast<std::size_t>(other)]);
    }
    return result;
}

}  // namespace ganemotion::training
