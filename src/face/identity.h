#pragma once

#include <Eigen/Core>

#include "face/face.h"
#include "media/picture.h"
#include "nn/weights.h"

namespace ganemotion::face {

/// What someone looks like: numbers that are alike for pictures of one person, whatever the face does, and
/// differ from others' (of length 1; a sum of several, brought to length 1, says it more surely).
inline constexpr int kIdentityLength = 64;
using Identity = Eigen::Matrix<float, kIdentityLength, 1, Eigen::DontAlign>;

/// Cosine of the two, -1..1. Where people begin to be alike is GalleryOptions::alike.
inline float likeness(const Identity& a, const Identity& b) {
    return a.dot(b);
}

/// What identities are linear in: of each vertex the light, without what another lighting changes evenly over
/// the face, the two colours against the face's own, and the place in the frame of the mean face.
inline constexpr int kIdentityInputs = 6 * kFaceVertexCount;
inline constexpr int kIdentityLights = kFaceVertexCount;       ///< the first so many
inline constexpr int kIdentityColours = 2 * kFaceVertexCount;  ///< the next; places are the rest
class IdentityInputs {
  public:
    explicit IdentityInputs(const Vertices& mean_face);
    [[nodiscard]] Eigen::VectorXf of(const media::Picture& picture, const Vertices& mesh) const;

  private:
    Vertices mean_face_;
    Eigen::MatrixXf
        lighting_;  ///< orthonormal: what is even over the face, of the second degree in its place
};

/// Tells who is who by light, colours and shape of the face: a linear discriminant (Fisher 1936), fitted by
/// training/face. Thread-safe.
class IdentityReader {
  public:
    /// Reads models/face/identity.safetensors. Throws Error(kMissingModel).
    IdentityReader();
    explicit IdentityReader(const nn::Weights& weights);

    /// Far away, turned far or covered it says little.
    [[nodiscard]] Identity describe(const media::Picture& picture, const Vertices& mesh) const;

  private:
    IdentityInputs inputs_;
    Eigen::VectorXf centre_;      ///< the mean of all people
    Eigen::MatrixXf directions_;  ///< [inputs, length]
};

}  // namespace ganemotion::face
