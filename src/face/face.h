#pragma once

#include <array>
#include <string_view>

#include <Eigen/Core>
#include <opencv2/core.hpp>

namespace ganemotion::face {

/// Vertices of MediaPipe's face mesh: 468 of the face and ten of the irises.
inline constexpr int kVertexCount = 478;
inline constexpr int kFaceVertexCount = 468;  ///< without the irises

/// A row a vertex: x, y in pixels of the picture (y down), z in the same unit, growing away from the camera.
using Vertices = Eigen::Matrix<float, kVertexCount, 3, Eigen::RowMajor>;

/// A number 0..1 a vertex.
using VertexShares = Eigen::Matrix<float, kVertexCount, 1>;

/// The 52 scores 0..1 of MediaPipe's blendshape model (ARKit's names; the first, "_neutral", says nothing).
inline constexpr int kBlendshapeCount = 52;
using Blendshapes = std::array<float, kBlendshapeCount>;

/// ARKit's name of a score, "browDownLeft" for example; Left is the person's left.
std::string_view blendshape_name(int index);

/// The score of that name, which must exist (throws std::out_of_range).
int blendshape_index(std::string_view name);

/// One face in one picture.
struct Face {
    int id = 0;  ///< the same person keeps it from frame to frame
    Vertices mesh;
    Blendshapes blendshapes{};
    cv::Rect2f box;        ///< around the mesh, pixels
    float confidence = 0;  ///< 0..1 that this is a face (the mesh network's own score)
    /// How far each vertex is seen: 0 where it is turned away, covered or outside of the picture. Edits
    /// fade with it.
    VertexShares visibility = VertexShares::Ones();
};

}  // namespace ganemotion::face
