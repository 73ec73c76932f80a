#pragma once

#include "training/cfee/cfee_options.h"
#include "training/expression/combinations.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

/// CFEE's posed basic emotions, framed by the mesh as a video's face is.
struct CfeeFaces {
    FaceSet faces;
    Answers by_units;    ///< what the action units say, whose classifier was trained on most of CFEE's people
    Labels test_people;  ///< those on whom it was not trained
};

/// `every`: of the people on whom the units were trained, one in so many.
CfeeFaces read_cfee_faces(const CfeeOptions& options, int every);

}  // namespace ganemotion::training
