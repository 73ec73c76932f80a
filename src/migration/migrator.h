#pragma once

#include <memory>

#include "face/face.h"
#include "ganemotion/action_units.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// Moves a face by a difference of action units: displaces the mesh, warps the picture. One thread at a time.
class Migrator {
  public:
    /// Reads models/geometry/geometry.safetensors. Throws Error(kMissingModel).
    Migrator();
    ~Migrator();
    Migrator(Migrator&&) noexcept;

    /// Changes `picture` in place; `change` is y_c - y_j, and 0 leaves every pixel. Pixels outside of the face's
    /// neighbourhood (1.7 times its outline) stay bit-exact.
    void apply(media::Picture& picture, const face::Face& face, const ActionUnits& change);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::migration
