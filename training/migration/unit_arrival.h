#pragma once

#include <string>
#include <vector>

#include "training/migration/migrated_faces.h"

namespace ganemotion::training {

/// How what a method was asked for is measured again by the program, over all pictures, emotions and units.
struct UnitArrival {
    std::string method;
    double correlation = 0;  ///< of asked and measured change
    double slope = 0;        ///< of measured on asked: 1 where all of it arrives
    double crosstalk = 0;    ///< mean absolute change of units that nobody asked for
    int lost = 0;            ///< pictures in which no face is found any more
};
std::vector<UnitArrival> unit_arrival(const MigratedFaces& faces);

/// The figures as a Markdown table.
void print_unit_arrival(const std::vector<UnitArrival>& figures);

}  // namespace ganemotion::training
