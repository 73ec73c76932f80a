#pragma once

#include "expression/ensemble.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

/// Where FER2013 has a face in its pictures, in shares of their side: medians of what the mesh sees
/// (the constants of src/expression/aligned_face.cpp), with the quartiles.
struct Framing {
    struct Spread {
        float low = 0, median = 0, high = 0;
    };
    std::size_t pictures = 0, with_mesh = 0;
    Spread size;        ///< expression::FacePoints::size()
    Spread eyes_above;  ///< the picture's middle
    Spread eyes_right;  ///< of the picture's middle
    /// The share of the pictures that is classified rightly: as they are, framed anew by the mesh (where it
    /// sees no face: as they are), and by the mean of both answers. 0 where nothing classified them.
    double as_they_are = 0, framed = 0, both = 0;
};

/// Looks at the first so many pictures, enlarged, and classifies them if there is an ensemble.
Framing measure_framing(const FaceSet& set, std::size_t pictures, expression::Ensemble* ensemble);

}  // namespace ganemotion::training
