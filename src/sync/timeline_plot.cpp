#include "sync/timeline_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/svg.h"
#include "sync/strength.h"

namespace ganemotion::sync {

namespace {

using plot::escaped;

// In pixels.
constexpr double kLeft = 110;
constexpr double kRight = 20;
constexpr double kPerSecond = 80;  ///< a sentence of three seconds has room for its words
constexpr double kNarrowest = 700;
constexpr double kWidest = 8000;
constexpr double kLetter = 6.2;  ///< mean width at 11 pixels of height

/// A row of the picture.
struct Row {
    const char* name;
    double top, height;
};
constexpr Row kWave = {"sound", 30, 60};
constexpr Row kSentences = {"sentences", 100, 26};
constexpr Row kWords = {"words", 132, 26};
constexpr Row kFace = {"face", 164, 26};
constexpr Row kEdit = {"edit", 200, 80};
constexpr double kAxis = 292;
constexpr double kHeight = 316;

/// Paul Tol's "light" colours: told apart by people who are colour-blind, and words in them can be read.
const char* color_of(Emotion emotion) {
    constexpr std::array kColors = {"#dddddd", "#eedd88", "#77aadd", "#ffaabb",
                                    "#ee8866", "#44bb99", "#bbcc33"};
    return kColors[static_cast<std::size_t>(emotion)];
}

/// As much of a text as has room; whole characters.
std::string shortened(const std::string& text, double width) {
    const auto room = static_cast<std::size_t>(std::max(0.0, width / kLetter - 1));
    if (text.size() <= room) return text;
    std::size_t end = room > 1 ? room - 1 : 0;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return end == 0 ? "" : text.substr(0, end) + "…";
}

class Plot {
  public:
    Plot(const Timeline& timeline, const PlotData& data) : timeline_(timeline), data_(data) {
        for (const Segment& segment : timeline.segments) end_ = std::max(end_, segment.end.count());
        if (data.duration > Seconds{0}) end_ = data.duration.count();
        end_ = std::max(end_, 0.1);
        width_ = std::clamp(end_ * kPerSecond, kNarrowest, kWidest);
    }

    std::string svg() {
        add(plot::opening(kLeft + width_ + kRight, kHeight));
        text(kLeft, 18, timeline_.source, "font-size=\"13\"");
        for (const Row& row : {kWave, kSentences, kWords, kFace, kEdit})
            text(10, row.top + row.height / 2 + 4, row.name, "fill=\"#555\"");
        draw_wave();
        for (const Segment& segment : timeline_.segments) draw(segment);
        draw_edit();
        add(plot::drawn({kLeft, width_, kAxis - 12, Seconds{0}, Seconds{end_}}));
        return svg_ + "</svg>\n";
    }

  private:
    const Timeline& timeline_;
    const PlotData& data_;
    double end_ = 0;
    double width_ = 0;
    std::string svg_;

    void add(const std::string& element) { svg_ += element; }
    [[nodiscard]] double x(double seconds) const { return kLeft + width_ * seconds / end_; }

    void text(double left, double bottom, const std::string& words, const char* style) {
        if (!words.empty())
            add(fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>", left, bottom, style) + escaped(words) +
                "</text>\n");
    }

    void box(const Row& row, const Segment& segment, const char* fill, const std::string& label,
             const std::string& told) {
        const double left = x(segment.start.count()), room = x(segment.end.count()) - left;
        add(
            fmt::format("<g><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"{}\" "
                        "stroke=\"white\"/>",
                        left, row.top, room, row.height, fill));
        add("<title>" + escaped(told) + "</title>");
        text(left + 4, row.top + row.height / 2 + 4, shortened(label, room), "");
        add("</g>\n");
    }

    void draw_wave() {
        if (data_.loudness.empty()) return;
        const double middle = kWave.top + kWave.height / 2;
        std::string path;
        const auto columns = static_cast<std::size_t>(width_);
        for (std::size_t column = 0; column < columns; ++column) {
            const std::size_t from = column * data_.loudness.size() / columns;
            const std::size_t to = std::max(from + 1, (column + 1) * data_.loudness.size() / columns);
            float peak = 0;
            for (std::size_t i = from; i < std::min(to, data_.loudness.size()); ++i)
                peak = std::max(peak, data_.loudness[i]);
            const double half = std::max(0.3, kWave.height / 2 * static_cast<double>(peak));
            path += fmt::format("M{:.0f} {:.1f}V{:.1f}", kLeft + static_cast<double>(column), middle - half,
                                middle + half);
        }
        add("<path d=\"" + path + "\" stroke=\"#6699aa\" fill=\"none\"/>\n");
    }

    void draw(const Segment& segment) {
        if (!segment.text.empty()) box(kSentences, segment, "#eeeeee", segment.text, segment.text);
        if (segment.emotion)
            box(kWords, segment, color_of(*segment.emotion),
                std::string(name_of(*segment.emotion)) + (segment.leave ? " (left)" : ""), segment.why);
        if (segment.shown)
            box(kFace, segment, color_of(*segment.shown), std::string(name_of(*segment.shown)), "");
    }

    /// The strength of every emotion over time, as an area in its colour.
    void draw_edit() {
        const Strength strength(timeline_);
        const double bottom = kEdit.top + kEdit.height;
        const auto columns = static_cast<std::size_t>(width_);
        for (const Emotion emotion : kEmotions) {
            std::string path = fmt::format("M{:.1f} {:.1f}", kLeft, bottom);
            bool anything = false;
            for (std::size_t column = 0; column <= columns; ++column) {
                double height = 0;
                const Seconds time{end_ * static_cast<double>(column) / static_cast<double>(columns)};
                for (const Share& share : strength.at(time))
                    if (share.emotion == emotion) height = share.intensity * share.weight;
                anything = anything || height > 0;
                path += fmt::format("L{:.1f} {:.1f}", kLeft + static_cast<double>(column),
                                    bottom - height * kEdit.height);
            }
            if (anything)
                add("<path d=\"" + path + fmt::format("L{:.1f} {:.1f}Z", kLeft + width_, bottom) +
                    "\" fill=\"" + color_of(emotion) + "\" fill-opacity=\"0.75\"/>\n");
        }
        add(fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"#555\"/>\n", kLeft, bottom,
                        kLeft + width_));
    }
};

}  // namespace

std::string to_svg(const Timeline& timeline, const PlotData& data) {
    return Plot(timeline, data).svg();
}

}  // namespace ganemotion::sync
