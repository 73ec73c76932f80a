#include "pipeline/unit_plot.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/svg.h"

namespace ganemotion::pipeline {

namespace {

constexpr double kTenth = 0.1;  // of a second

// In pixels.
constexpr double kLeft = 60;
constexpr double kRight = 90;
constexpr double kTop = 34;
constexpr double kRow = 26;
constexpr double kCurve = 22;  ///< height of intensity 1 in a row
constexpr double kBottom = 34;
constexpr double kLegend = 16;
constexpr double kPerSecond = 60;
constexpr double kNarrowest = 600;
constexpr double kWidest = 8000;

// A face that is away for longer begins a new line.
constexpr int kGapInTenths = 5;

/// Paul Tol's "bright" colours, told apart by people who are colour-blind.
const char* color_of(std::size_t line) {
    constexpr std::array kColors = {"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377"};
    return kColors[line % kColors.size()];
}

}  // namespace

void UnitPlot::add(Seconds time, int face_id, const ActionUnits& units) {
    const int tenth = static_cast<int>(std::floor(std::max(0.0, time.count()) / kTenth));
    std::vector<Moment>& line = lines_[face_id];
    if (line.empty() || line.back().tenth != tenth) line.push_back({tenth, 0, {}});
    ++line.back().looks;
    line.back().sum = line.back().sum + units;
    last_tenth_ = std::max(last_tenth_, tenth);
}

std::string UnitPlot::svg(const std::string& title) const {
    const double duration = (last_tenth_ + 1) * kTenth;
    const double width = std::clamp(duration * kPerSecond, kNarrowest, kWidest);
    const double bottom = kTop + kRow * static_cast<double>(kActionUnitCount);
    const plot::TimeAxis axis{kLeft, width, bottom + 2, Seconds{0}, Seconds{duration}};
    std::string svg = plot::opening(kLeft + width + kRight, bottom + kBottom);
    svg += fmt::format("<text x=\"{}\" y=\"20\" font-size=\"13\">{}</text>\n", kLeft, plot::escaped(title));

    for (std::size_t unit = 0; unit < kActionUnitCount; ++unit) {
        const double rest = kTop + kRow * static_cast<double>(unit + 1) - 2;
        svg += fmt::format(
            "<text x=\"{0:.1f}\" y=\"{1:.1f}\" text-anchor=\"end\">{2}</text>"
            "<path d=\"M{3:.1f} {1:.1f}h{4:.1f}\" stroke=\"#dddddd\"/>\n",
            kLeft - 8, rest, action_unit_name(kActionUnits[unit]), kLeft, width);
        std::size_t color = 0;
        for (const auto& [face, line] : lines_) {
            std::string path;
            int before = -kGapInTenths - 1;
            for (const Moment& moment : line) {
                const float mean = moment.sum.values()[unit] / static_cast<float>(moment.looks);
                path += fmt::format("{}{:.1f} {:.1f}", moment.tenth - before > kGapInTenths ? 'M' : 'L',
                                    axis.x(Seconds{(moment.tenth + 0.5) * kTenth}),
                                    rest - kCurve * std::clamp(static_cast<double>(mean), 0.0, 1.0));
                before = moment.tenth;
            }
            svg += fmt::format(
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\">"
                "<title>face {}</title></path>\n",
                path, color_of(color++), face);
        }
    }
    double line = kTop + kLegend;
    std::size_t color = 0;
    for (const auto& [face, moments] : lines_) {
        svg += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" fill=\"{}\">face {}</text>\n", kLeft + width + 12,
                           line, color_of(color++), face);
        line += kLegend;
    }
    return svg + plot::drawn(axis) + "</svg>\n";
}

}  // namespace ganemotion::pipeline
