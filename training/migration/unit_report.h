#pragma once

#include <array>
#include <filesystem>
#include <map>

#include "ganemotion/action_units.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// What was measured where one unit alone was asked for, means over neutral pictures of test people.
struct Crosstalk {
    static constexpr float kAsked = 0.6F;
    int pictures = 0;
    std::map<int, ActionUnits> measured;  ///< by the unit asked for
};
Crosstalk crosstalk(const std::filesystem::path& cfee);

/// The figures as a Markdown table, a row a unit asked for.
void print_crosstalk(const Crosstalk& figures);

/// What the six expressions do to faces that look sideways: neutral pictures of test people turned to both
/// sides.
struct TurnedArrival {
    int pictures = 0;
    double correlation = 0;  ///< of asked and measured units
    double slope = 0;        ///< of measured on asked: 1 where all of it arrives
    double difference = 0;   ///< mean absolute change of the face's pixels, 0..255
};
std::map<int, TurnedArrival> turned_arrival(const std::filesystem::path& cfee,
                                            const migration::ExpressionLibrary& expressions);

/// The figures as a Markdown table, a row an angle.
void print_turned_arrival(const std::map<int, TurnedArrival>& figures);

}  // namespace ganemotion::training
