#pragma once

#include <array>
#include <filesystem>
#include <vector>

#include "cfee/cfee.h"

namespace ganemotion::training {

struct GainOptions {
    float asked = 0.5F;  ///< intensity that is asked of one unit at a time
    int pictures =
        24;  ///< neutral portraits of people trained on; the mean over them is steady to 0.03 with these
    float most = 2.2F;  ///< largest gain: beyond it brows leave the forehead before the measure is content
};

/// How much farther than on real faces a unit has to move the mesh so that it is measured as asked for. A
/// warp moves the features but paints no fold, and the mesh network, which looks at both, answers to it by
/// half to three quarters. 1 to GainOptions::most each, in the order of kActionUnits. Uses the geometry and
/// units that are in models/.
std::array<float, kActionUnitCount> fit_gains(const std::vector<Portrait>& portraits,
                                              const std::filesystem::path& folder,
                                              const GainOptions& options);

}  // namespace ganemotion::training
