#include "pipeline/expression_plot.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace ganemotion::pipeline {

namespace {

// In pixels.
constexpr double kLeft = 60, kRight = 110, kTop = 36, kHeight = 220, kBottom = 40;
constexpr double kPerSecond = 40;
constexpr double kNarrowest = 500;
constexpr double kWidest = 4000;
constexpr double kRoom = 60;  ///< between two marks of the axis
constexpr double kLegend = 18;

/// Paul Tol's "bright" colours: lines that people who are colour-blind tell apart.
const char* color_of(Emotion emotion) {
    constexpr std::array kColors = {"#bbbbbb", "#ccbb44", "#4477aa", "#ee6677",
                                    "#aa3377", "#66ccee", "#228833"};
    return kColors[static_cast<std::size_t>(emotion)];
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else
            result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
    return result;
}

class Plot {
  public:
    explicit Plot(const std::vector<PlottedLook>& looks)
        : looks_(looks),
          begin_(looks.front().time.count()),
          span_(std::max(looks.back().time.count() - begin_, 1.0)),
          width_(std::clamp(span_ * kPerSecond, kNarrowest, kWidest)) {}

    std::string svg(const std::string& title) {
        svg_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0f}\" height=\"{:.0f}\" "
            "font-family=\"sans-serif\" font-size=\"11\">\n"
            "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
            "<text x=\"{:.0f}\" y=\"20\" font-size=\"13\">{}</text>\n",
            kLeft + width_ + kRight, kTop + kHeight + kBottom, kLeft, escaped(title));
        draw_axes();
        for (const Emotion emotion : kEmotions) draw(emotion);
        return svg_ + "</svg>\n";
    }

  private:
    const std::vector<PlottedLook>& looks_;
    double begin_, span_, width_;
    std::string svg_;

    [[nodiscard]] double x(double seconds) const { return kLeft + width_ * (seconds - begin_) / span_; }
    [[nodiscard]] static double y(double probability) { return kTop + kHeight * (1 - probability); }

    void draw(Emotion emotion) {
        std::string points;
        std::string dots;
        for (const PlottedLook& look : looks_) {
            const double left = x(look.time.count());
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
        constexpr std::array kSteps = {1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 600.0, 3600.0};
        const auto* step = std::find_if(kSteps.begin(), kSteps.end() - 1,
                                        [&](double each) { return width_ * each / span_ >= kRoom; });
        for (double time = 0; time <= span_; time += *step) {
            const auto seconds = static_cast<int>(begin_ + time);
            svg_ += fmt::format(
                "<path d=\"M{0:.1f} {1:.1f}v5\" stroke=\"#555\"/>"
                "<text x=\"{0:.1f}\" y=\"{2:.1f}\" text-anchor=\"middle\">{3}:{4:02d}</text>\n",
                x(begin_ + time), kTop + kHeight, kTop + kHeight + 18, seconds / 60, seconds % 60);
        }
    }
};

}  // namespace

std::string to_svg(const std::string& title, const std::vector<PlottedLook>& looks) {
    return Plot(looks).svg(title);
}

}  // namespace ganemotion::pipeline
