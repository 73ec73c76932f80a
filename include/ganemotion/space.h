#pragma once

namespace ganemotion {

/// Where a face is changed.
enum class Space {
    kTexture,  ///< its mesh is moved, and folds are painted on the mesh's own surface: the default
    kCrop,     ///< a crop of 128x128 is painted anew, as first published (GANimation): the baseline
};

}  // namespace ganemotion
