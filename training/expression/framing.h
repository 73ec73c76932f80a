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
};

/// Looks at the first so many pictures, enlarged.
Framing measure_framing(const FaceSet& set, std::size_t pictures);

/// The share of the first so many pictures that are classified rightly as they are, and framed by the mesh
/// (those in which it sees a face; the others as they are).
struct FramedAccuracy {
    double as_they_are = 0, framed = 0, both = 0;  ///< `both`: the mean of the two answers
};
FramedAccuracy framed_accuracy(expression::Ensemble& ensemble, const FaceSet& set, std::size_t pictures);

}  // namespace ganemotion::training
