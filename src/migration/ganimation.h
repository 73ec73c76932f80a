#pragma once

#include <filesystem>
#include <memory>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "ganemotion/action_units.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// What GANimation makes of a face: edited = A * crop + (1 - A) * C.
struct CropPaint {
    face::Vertices mesh;  ///< the crop is framed by (migration/crop.h)
    cv::Mat share;        ///< CV_32FC1 0..1: 1 - attention mask A
    cv::Mat colour;       ///< CV_32FC3 colour mask C, red first, 0..255
};

/// The generator as first published (Pumarola et al. 2018): from a crop of the face and the units that it
/// shall show, whatever it shows now. One thread at a time.
class Ganimation {
  public:
    /// Whether models/ganimation/ganimation.safetensors is there.
    static bool is_there();

    /// Reads it, or `weights`, and models/units/units.safetensors. Throws Error(kMissingModel).
    explicit Ganimation(const std::filesystem::path& weights = {});
    ~Ganimation();
    Ganimation(Ganimation&&) noexcept;

    /// A change of what the face shows now, by the units without a resting face that it was trained with. The
    /// answer fades at the rim of the crop and where the face is not seen.
    CropPaint paint(const media::Picture& picture, const face::Face& face, const ActionUnits& change);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace ganemotion::migration
