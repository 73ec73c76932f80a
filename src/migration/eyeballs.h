#pragma once

#include <array>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::migration {

/// Keeps eyeballs as they are while lids slide over them: a warp alone stretches the iris with the opening,
/// into the tall eye of a doll where lids rise and into a slit where they tighten. What a rising lid uncovers
/// is completed by what lies as far from the middle of the iris and is seen.
class Eyeballs {
  public:
    /// Takes them from a picture before it is warped.
    Eyeballs(const media::Picture& picture, const face::Vertices& mesh);

    /// Puts them back into the openings of `moved`, the mesh after the warp. Lids keep their edges with
    /// lashes and shadow as they were warped; eyes that were nearly closed stay as they were warped.
    void put_back(media::Picture& picture, const face::Vertices& moved) const;

  private:
    face::Vertices mesh_;
    struct Eye {
        cv::Rect region;  ///< pixels, even
        std::array<cv::Mat, 3> planes;
    };
    std::array<Eye, 2> eyes_;
};

}  // namespace ganemotion::migration
