#pragma once

#include <memory>

#include "face/face.h"
#include "ganemotion/action_units.h"
#include "media/picture.h"
#include "migration/warp_field.h"

namespace ganemotion::migration {

/// Moves a face by a change of action units: displaces its mesh and warps the picture. One thread at a time.
class Migrator {
  public:
    /// Reads models/geometry/geometry.safetensors and models/units/units.safetensors. Throws
    /// Error(kMissingModel).
    Migrator();
    ~Migrator();
    Migrator(Migrator&&) noexcept;

    /// Changes `picture` in place by `change`, a y_c - y_j of the attention rule; 0 leaves every pixel.
    /// Pixels outside of the face's neighbourhood (kOuterRing times its outline) stay as they are, bit for
    /// bit. A face that turns away fades back to itself. `parting`: of Style.
    void apply(media::Picture& picture, const face::Face& face, const ActionUnits& change,
               double parting = 1) const;

    /// The field that apply() warps with, for a look at it.
    [[nodiscard]] WarpField field(const face::Face& face, const ActionUnits& change, cv::Size picture,
                                  double parting = 1) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// How much of an edit a face that looks sideways takes, 0..1 of the angle between its axis and the camera's.
double facing_share(double degrees);

}  // namespace ganemotion::migration
