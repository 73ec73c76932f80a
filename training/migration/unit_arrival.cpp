#include "training/migration/unit_arrival.h"

#include <cmath>
#include <cstdio>

#include "action_units/estimator.h"
#include "training/migration/agreement.h"

namespace ganemotion::training {

namespace {

constexpr int kBlink = 45;  // is never asked for

/// Of one method.
struct Tally {
    Agreement agreement;
    double unasked = 0;
    int unasked_count = 0, lost = 0;

    void add(const ActionUnits& asked, const ActionUnits& measured) {
        for (const int unit : kActionUnits) {
            if (unit == kBlink) continue;
            agreement.add(asked[unit], measured[unit]);
            if (asked[unit] != 0) continue;
            unasked += std::abs(measured[unit]);
            ++unasked_count;
        }
    }
};

}  // namespace

std::vector<UnitArrival> unit_arrival(const MigratedFaces& faces) {
    const action_units::Estimator estimator;
    std::vector<Tally> tallies(faces.methods.size());
    for (const MigratedFace& face : faces.migrated) {
        Tally& tally = tallies[face.method];
        const auto resting = estimator.resting_face(faces.neutral[face.neutral].face);
        if (face.face)
            tally.add(face.asked, estimator.estimate_unlimited(*face.face, resting));
        else
            ++tally.lost;
    }
    std::vector<UnitArrival> figures;
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        const Tally& tally = tallies[i];
        figures.push_back({faces.methods[i], tally.agreement.correlation(), tally.agreement.slope(),
                           tally.unasked / std::max(1, tally.unasked_count), tally.lost});
    }
    return figures;
}

void print_unit_arrival(const std::vector<UnitArrival>& figures) {
    std::printf(
        "\nUnits asked for by the six expressions and measured again on the migrated pictures:\n\n"
        "| | correlation | measured / asked | change of units not asked for | faces lost |\n"
        "| --- | ---: | ---: | ---: | ---: |\n");
    for (const UnitArrival& one : figures)
        std::printf("| %s | %.3f | %.2f | %.3f | %d |\n", one.method.c_str(), one.correlation, one.slope,
                    one.crosstalk, one.lost);
}

}  // namespace ganemotion::training
