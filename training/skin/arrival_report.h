#pragma once

#include <array>
#include <filesystem>

#include "ganemotion/action_units.h"

namespace ganemotion::training {

/// What the six standard expressions at intensity 1 do to neutral portraits of test people, measured again
/// by the program on the edited pictures.
struct Arrival {
    int pictures = 0;
    double correlation = 0;  ///< of asked and measured change over all pictures, emotions and units
    ActionUnits share;       ///< measured / asked where a unit is asked for (mean over mean); 0 where never
    double crosstalk = 0;    ///< mean absolute change of units that nobody asked for
};

/// Geometry alone, and with the skin painted by models/skin.
struct ArrivalFigures {
    Arrival geometry;
    Arrival skin;
};

/// `cfee`: the data set's folder.
ArrivalFigures arrival_figures(const std::filesystem::path& cfee);

/// The figures as Markdown.
void print_arrival(const ArrivalFigures& figures);

}  // namespace ganemotion::training
