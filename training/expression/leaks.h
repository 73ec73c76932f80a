#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "training/expression/fer2013.h"

namespace ganemotion::training {

/// A picture of one set that is in another one too.
struct Duplicate {
    std::size_t picture = 0;   ///< index in the one set
    std::size_t original = 0;  ///< index of the most similar one in the other
    double correlation = 0;    ///< of their pixels, at most 1
};

struct DuplicateOptions {
    double same = 0.98;     ///< correlation of the pixels from which two pictures are the same one
    double similar = 0.95;  ///< of the pictures shrunk to `side`, from which the pixels are compared
    int side = 16;
};

/// Those pictures of `tested` that are in `trained` too, by the correlation of their pixels: another light or
/// contrast makes no difference, a mirror image does.
std::vector<Duplicate> duplicates_of(const FaceSet& tested, const FaceSet& trained,
                                     const DuplicateOptions& options = {});

}  // namespace ganemotion::training
