#pragma once

#include <filesystem>
#include <vector>

#include "cfee/cfee.h"
#include "cfee/person_table.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

struct DriveOptions {
    float asked = 0.5F;  ///< intensity that is asked of one unit at a time
    int pictures =
        24;  ///< neutral portraits of people trained on; the mean over them is steady to 0.03 with these
    int rounds = 3;  ///< measurements of the upper face; the second and third take in that it is not linear
    float most = 2.2F;             ///< largest gain of a unit that is driven alone
    float own_penalty = 0.003F;    ///< of the square of a unit's drive of itself
    float others_penalty = 0.03F;  ///< of its drive of others: they are to help, not to fight each other
    float stillness = 0.4F;        ///< weight of units that are not asked for, beside 1 for those that are
};

/// Which mesh motions bring about the units that are asked for: [units asked, units driven], change * drive
/// is what the displacement is taken of.
///
/// A warp moves the features but paints no fold, and the mesh network, which looks at both, answers to it by
/// half to three quarters: every unit has a gain. Units of the upper face also act on the same brows and lids
/// (AU1 and AU2 raise what AU4 draws down), so asked for together each takes away from the other. Their drive
/// is the least-squares solution of what was measured of single units and of the expressions on
/// neutral portraits. `trust` says how well each unit is measured at all, 0..1. Uses the displacements
/// and units that are in models/, with an identity for `drive`.
Matrix fit_drive(const std::vector<Portrait>& portraits, const std::filesystem::path& folder,
                 const migration::ExpressionLibrary& expressions, const Eigen::VectorXf& trust,
                 const DriveOptions& options);

}  // namespace ganemotion::training
