#include "pipeline/expression_plot.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "plot/svg.h"

namespace ganemotion::pipeline {

namespace {

// In pixels.
constexpr double kLeft = 60, kRight = 110, kTop = 36, kHeight = 220, kBottom = 40;
constexpr double kPerSecond = 40;
constexpr double kNarrowest = 500;
constexpr double kWidest = 4000;
constexpr double kLegend = 18;

/// Paul Tol's "bright" colours: lines that people who are colour-blind tell apart.
const char* color_of(Emotion emotion) {
    constexpr std::array kColors = {"#bbbbbb", "#ccbb44", "#4477aa", "#ee6677",
                                    "#aa3377", "#66ccee", "#228833"};
    return kColors[static_cast<std::size_t>(emotion)];
}

class Plot {
  public:
    explicit Plot(const std::vector<PlottedLook>& looks) : looks_(looks) {
        const double seconds = std::max((looks.back().time - looks.front().time).count(), 1.0);
        width_ = std::clamp(seconds * kPerSecond, kNarrowest, kWidest);
        axis_ = {kLeft, width_, kTop + kHeight, looks.front().time, Seconds(seconds)};
    }

    std::string svg(const std::string& title) {
        svg_ = plot::opening(kLeft + width_ + kRight, kTop + kHeight + kBottom);
        svg_ += fmt::format("<text x=\"{:.0f}\" y=\"20\" font-size=\"13\">{}</text>\n", kLeft,
                            plot::escaped(title));
        draw_axes();
        for (const Emotion emotion : kEmotions) draw(emotion);
        return svg_ + "</svg>\n";
    }

  private:
    const std::vector<PlottedLook>& looks_;
    double width_ = 0;
    plot::TimeAxis axis_;
    std::string svg_;

    [[nodiscard]] static double y(double probability) { return kTop + kHeight * (1 - probability); }

    void draw(Emotion emotion) {
        std::string points;
        std::string dots;
        for (const PlottedLook& look : looks_) {
            const double left = axis_.x(look.time);
            const double top = y(static_cast<double>(look.shown[emotion]));
            points += fmt::format("{:.1f},{:.1f} ", left, top);
            dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2\"/>", left, top);
        }
        svg_ += fmt::format(
            "<g fill=\"{0}\"><polyline points=\"{1}\" fill=\"none\" stroke=\"{0}\" "
            "stroke-width=\"2\"/>{2}",
            color_of(emotion), points, dots);
        const double line = kTop + kLegend * (static_cast<double>(emotion) + 1);
        svg_ += fmt::format(
            "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"12\" height=\"12\"/></g>"
            "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n",
            kLeft + width_ + 16, line - 10, kLeft + width_ + 34, line, name_of(emotion));
    }

    void draw_axes() {
        for (const int percent : {0, 25, 50, 75, 100}) {
            const double top = y(percent / 100.0);
            svg_ += fmt::format(
                "<path d=\"M{:.1f} {:.1f}h{:.1f}\" stroke=\"#dddddd\"/>"
                "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{} %</text>\n",
                kLeft, top, width_, kLeft - 8, top + 4, percent);
        }
        svg_ += plot::drawn(axis_);
    }
};

}  // namespace

std::string to_svg(const std::string& title, const std::vector<PlottedLook>& looks) {
    return Plot(looks).svg(title);
}

}  // namespace ganemotion::pipeline
