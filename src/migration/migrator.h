#pragma once

#include <memory>
#include <optional>

#include "face/face.h"
#include "ganemotion/action_units.h"
#include "ganemotion/seconds.h"
#include "ganemotion/space.h"
#include "media/picture.h"
#include "migration/change.h"
#include "migration/ganimation.h"
#include "migration/skin.h"
#include "migration/warp_field.h"

namespace ganemotion::migration {

/// What was done to a face.
struct Edit {
    WarpField field;
    face::Vertices mesh;             ///< after the warp
    std::optional<SkinPaint> paint;  ///< nothing where no skin is painted
    std::optional<CropPaint> crop;   ///< in the space of crops alone; the mesh is then the one before
};

/// What becomes of lips that touch.
enum class Mouth {
    kAsItIs,  ///< they stay together: in a video the mouth belongs to the words
    kOpens,   ///< AU25 and AU26 part them, and teeth are painted between
};

/// Moves a face by a change of action units: displaces its mesh, warps the picture and paints the skin. One
/// thread at a time.
class Migrator {
  public:
    enum class Skin { kPainted, kAsItIs };

    /// Reads models/geometry/geometry.safetensors, models/units/units.safetensors and, to paint,
    /// models/skin/skin.safetensors: where that one is not there, geometry alone is the product. Throws
    /// Error(kMissingModel). In the space of crops it reads models/ganimation/ganimation.safetensors instead
    /// of those of geometry and skin, which is not there without paint.
    explicit Migrator(Skin skin = Skin::kAsItIs, Space space = Space::kTexture);
    ~Migrator();
    Migrator(Migrator&&) noexcept;

    /// Changes `picture` in place by `change`, as change_for() has it; 0 leaves every pixel.
    /// Pixels outside of the face's neighbourhood (kOuterRing times its outline) stay as they are, bit for
    /// bit. A face that turns away fades back to itself, and what lies behind the frames of glasses stays.
    /// `parting`: of Style. `time`: of a frame of a video, whose paint is steadied from frame to frame.
    /// Precondition of Mouth::kOpens: can_open_mouths(). `nod`: degrees by which the head goes down. In the
    /// space of crops nothing is moved, and neither steadied nor parted.
    Edit apply(media::Picture& picture, const face::Face& face, const Change& change, double parting = 1,
               std::optional<Seconds> time = {}, Mouth mouth = Mouth::kAsItIs, double nod = 0) const;

    /// Whether models/skin/inner_mouth.safetensors is there and skin is painted; or crops, mouths and all.
    [[nodiscard]] bool can_open_mouths() const;

    /// The field that apply() warps a face without glasses with, for a look at it.
    [[nodiscard]] WarpField field(const face::Face& face, const ActionUnits& change, cv::Size picture,
                                  double parting = 1) const;

    /// Of the skin that is painted; none where it is not.
    [[nodiscard]] const face::TextureMap* map() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// How much of an edit a face that looks sideways takes, 0..1 of the angle between its axis and the camera's.
double facing_share(double degrees);

}  // namespace ganemotion::migration
