#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "ganemotion/action_units.h"
#include "ganemotion/seconds.h"

namespace ganemotion::pipeline {

/// Action units of the faces of one video over time, as a picture: a row a unit, a line a face.
class UnitPlot {
  public:
    /// In order of time. Kept as means over a tenth of a second, 850 bytes a second and face.
    void add(Seconds time, int face_id, const ActionUnits& units);

    [[nodiscard]] bool is_empty() const { return lines_.empty(); }

    /// SVG. Precondition: not empty.
    [[nodiscard]] std::string svg(const std::string& title) const;

  private:
    struct Moment {
        int tenth = 0;  ///< of a second, counted from the beginning of the video
        int looks = 0;
        ActionUnits sum;
    };
    std::map<int, std::vector<Moment>> lines_;  ///< by face
    int last_tenth_ = 0;
};

}  // namespace ganemotion::pipeline
