#pragma once

#include <optional>
#include <vector>

#include "face/detection.h"
#include "face/face.h"
#include "face/region.h"
#include "media/picture.h"
#include "nn/network.h"

namespace ganemotion::face {

/// MediaPipe's three face networks. One thread at a time.
class FaceNetworks {
  public:
    /// Throws Error(kMissingModel).
    explicit FaceNetworks(int threads);

    /// The faces that the detector sees in a region of the picture, best first, in pixels of the picture.
    std::vector<Detection> detect(const media::Picture& picture, const Region& region, float min_score);

    struct Mesh {
        Vertices vertices;
        float presence = 0;  ///< 0..1 that the region holds a face
    };
    /// The mesh of the face in the region, whether one is there or not.
    Mesh mesh(const media::Picture& picture, const Region& region);

    /// The scores for a mesh. They depend on its shape alone, not on its place, size and turn in the picture.
    Blendshapes blendshapes(const Vertices& mesh);

  private:
    nn::Network detector_;
    nn::Network mesh_;
    nn::Network blendshapes_;
};

/// The face as others see it: blendshapes, box and visibility go with the mesh. `picture`: its size.
Face face_of(const FaceNetworks::Mesh& mesh, FaceNetworks& networks, cv::Size picture);

}  // namespace ganemotion::face
