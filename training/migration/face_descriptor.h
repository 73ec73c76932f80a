#pragma once

#include <array>
#include <memory>

#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::training {

/// dlib's face descriptor (King 2017): 128 numbers that say who it is. Two pictures of one person are less
/// than 0.6 apart.
using Descriptor = std::array<float, 128>;
double distance(const Descriptor& a, const Descriptor& b);

/// The network of the descriptor. In the evaluation only: no loss and no part of the program knows it. One
/// thread at a time.
class FaceDescriptor {
  public:
    /// Whether its weights are installed.
    static bool is_there();

    /// Reads vendor/weights/dlib_face_recognition_resnet_model_v1.dat. Throws Error(kMissingModel).
    FaceDescriptor();
    ~FaceDescriptor();
    FaceDescriptor(FaceDescriptor&&) noexcept;

    /// The corners of the eyes and the base of the nose are the mesh's, the rest is dlib's own framing.
    Descriptor describe(const media::Picture& picture, const face::Vertices& mesh);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::training
