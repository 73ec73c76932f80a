#pragma once

#include <string>

#include "ganemotion/seconds.h"

/// What the program's pictures of something over time have in common. Lengths in pixels.
namespace ganemotion::plot {

/// Text as SVG takes it: markup escaped, control characters as blanks.
std::string escaped(const std::string& text);

/// The opening of a picture of that size with a white ground; `</svg>` closes it.
std::string opening(double width, double height);

struct TimeAxis {
    double left = 0;
    double width = 0;
    double y = 0;    ///< of the upper end of the marks; times are written below
    Seconds from{};  ///< at `left`
    Seconds span{};  ///< over `width`, above 0

    [[nodiscard]] double x(Seconds time) const { return left + width * ((time - from) / span); }
};

/// Marks at round times, as many as have room.
std::string drawn(const TimeAxis& axis);

}  // namespace ganemotion::plot
