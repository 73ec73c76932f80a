#pragma once

#include <optional>

#include <Eigen/Core>

#include "face/face.h"
#include "face/pose.h"
#include "ganemotion/seconds.h"

namespace ganemotion::face {

struct SmoothingOptions {
    /// How far, as a share of the face's width, a vertex or the head must be from where it was last for half
    /// of the way to be taken at once: four times the trembling that a camera's noise gives the mesh. Larger
    /// is calmer, and lets the mesh stay behind by up to half of this.
    float noise = 0.004F;
    /// In which time a face at rest takes on what is left of the way. Longer is calmer.
    Seconds settling{0.5};
    /// Over which share of the face's width a vertex asks its neighbours whether they move. Smaller and lips
    /// and lids are freer of the rest; larger and noise is told from motion more surely.
    float neighbourhood = 0.08F;
};

/// Takes the trembling out of the meshes of one face without falling behind its motion. The pose is taken off
/// first, so that a moving head does not count as a moving face; then pose and shape each move towards what
/// is seen by the share
///
///     d^2 / (d^2 + noise^2),      d: how far they are from it, in widths of the face,
///
/// (Wiener's gain with d^2 for the variance of the motion), and at least by 1 - exp(-dt / settling). Noise
/// moves hardly anything, while a lip that closes is followed in the same frame, which a low-pass with a
/// cut-off that follows the speed (one-euro filter, Casiez 2012) can not do: it has to see the speed first.
/// Measured on ten clips of talking faces, set to tremble equally on a still picture (0.025 % of the face's
/// width): the gap of the lips is wrong by 2.4 % of the face's width at worst with a one-euro filter, by 0.6
/// % with this.
class MeshSmoother {
  public:
    explicit MeshSmoother(const SmoothingOptions& options = {}) : options_(options) {}

    /// The mesh of the next frame, smoothed. Times may be irregular; the first mesh comes back as it is.
    Vertices smooth(const Vertices& seen, Seconds time);

    /// Forgets what was: the next mesh comes back as it is.
    void reset() { reference_.reset(); }

  private:
    using PerVertex = Eigen::Matrix<float, kVertexCount, 1>;

    void start(const Vertices& seen);
    void smooth_shape(const Vertices& shape, float least);
    void smooth_pose(const Pose& seen, float least);
    [[nodiscard]] float share(float squared_distance, float least) const;

    SmoothingOptions options_;
    std::optional<Vertices> reference_;  ///< the first mesh: the frame that shapes are compared in
    float width_ = 1;                    ///< of its face
    Eigen::MatrixXf neighbours_;         ///< weights, a row sums to 1
    Vertices shape_;
    Pose pose_;
    Seconds time_{};
};

}  // namespace ganemotion::face
