#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "action_units/resting_face.h"
#include "face/face.h"
#include "ganemotion/action_units.h"

namespace ganemotion::training {

/// One portrait of the Compound Facial Expressions of Emotion set (Du, Tao & Martinez, PNAS 2014): about 22
/// posed expressions of each person.
struct Portrait {
    std::string file;  ///< below images/
    int person = 0;
    std::string emotion;  ///< "Happy", "Sadly angry", ...; empty where nobody labelled it
    ActionUnits labels;   ///< manual FACS intensities, a..e = 0.2..1; meaningful where `labelled`
    bool labelled = false;
};

/// Reads labels.tsv of the data set's folder. Throws Error(kUnreadableInput).
std::vector<Portrait> read_portraits(const std::filesystem::path& folder);

/// One person in seven is only ever tested on: never trained on, by any model.
bool is_test_person(int person);

/// A portrait as the program's own face module sees it.
struct MeasuredPortrait {
    Portrait portrait;
    face::Face face;
};

/// Finds the face in each portrait (those without one are left out). Measurements are kept in `cache` and
/// read from there the next time. `progress` is told how many are done of how many.
std::vector<MeasuredPortrait> measure(const std::vector<Portrait>& portraits,
                                      const std::filesystem::path& folder, const std::filesystem::path& cache,
                                      const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace ganemotion::training
