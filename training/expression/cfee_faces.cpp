#include "training/expression/cfee_faces.h"

#include "action_units/estimator.h"
#include "expression/aligned_face.h"
#include "expression/expression.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "training/units/expression_fit.h"

namespace ganemotion::training {

CfeeFaces read_cfee_faces(const CfeeOptions& options, int every) {
    const action_units::Estimator estimator;
    const expression::UnitClassifier units;
    face::FaceFinder finder;
    CfeeFaces result;
    for (const Portrait& portrait : read_portraits(options.data)) {
        const auto emotion = basic_emotion(portrait.emotion);
        const bool test_person = is_test_person(portrait.person);
        if (!emotion || (!test_person && portrait.person % every != 0)) continue;
        const media::Picture picture = media::read_picture(options.data / "images" / portrait.file);
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        result.faces.pixels.push_back(expression::aligned_face(picture, faces.front().mesh));
        result.faces.labels.push_back({*emotion, {}});
        result.by_units.push_back({units.classify(estimator.estimate(faces.front())), {}});
        result.test_people.push_back(test_person ? emotion : std::nullopt);
    }
    return result;
}

}  // namespace ganemotion::training
