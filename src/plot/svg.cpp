#include "plot/svg.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace ganemotion::plot {

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '"')
            result += "&quot;";
        else
            result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return result;
}

std::string opening(double width, double height) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "font-family=\"sans-serif\" font-size=\"11\">\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
        width, height);
}

std::string drawn(const TimeAxis& axis) {
    constexpr std::array kSteps = {0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 3600.0};
    constexpr double kRoom = 60;   // between two marks
    constexpr double kBelow = 18;  // from the marks to the bottom of the times
    const double span = axis.span.count();
    const double step = *std::find_if(kSteps.begin(), kSteps.end() - 1,
                                      [&](double each) { return axis.width * each / span >= kRoom; });
    std::string marks;
    for (double past = 0; past <= span; past += step) {
        const double time = axis.from.count() + past;
        const auto seconds = static_cast<int>(time);
        marks += fmt::format(
            "<path d=\"M{0:.1f} {1:.1f}v5\" stroke=\"#555\"/>"
            "<text x=\"{0:.1f}\" y=\"{2:.1f}\" text-anchor=\"middle\">{3}</text>\n",
            axis.x(Seconds{time}), axis.y, axis.y + kBelow,
            step < 1 ? fmt::format("{:.1f} s", time) : fmt::format("{}:{:02d}", seconds / 60, seconds % 60));
    }
    return marks;
}

}  // namespace ganemotion::plot
