#include "pipeline/unit_plot.h"

#include <regex>

#include <gtest/gtest.h>

namespace ganemotion::pipeline {
namespace {

int count(const std::string& text, const std::string& what) {
    const std::regex pattern(what);
    return static_cast<int>(
        std::distance(std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()));
}

TEST(UnitPlot, HasARowAUnitAndALineAFace) {
    UnitPlot plot;
    EXPECT_TRUE(plot.is_empty());
    ActionUnits units;
    units[12] = 1;
    for (int i = 0; i < 30; ++i) {
        plot.add(Seconds{i / 30.0}, 0, units);
        plot.add(Seconds{i / 30.0}, 3, {});
    }
    const std::string svg = plot.svg("a < b.mp4");
    EXPECT_EQ(count(svg, "<title>face 0</title>"), static_cast<int>(kActionUnitCount));
    EXPECT_EQ(count(svg, "<title>face 3</title>"), static_cast<int>(kActionUnitCount));
    EXPECT_EQ(count(svg, ">AU12<"), 1);
    EXPECT_NE(svg.find("a &lt; b.mp4"), std::string::npos);
}

TEST(UnitPlot, BreaksTheLineWhereAFaceIsAway) {
    UnitPlot plot;
    plot.add(Seconds{0.0}, 0, {});
    plot.add(Seconds{0.1}, 0, {});
    plot.add(Seconds{5.0}, 0, {});
    const std::regex line("<path d=\"([^\"]*)\" fill=\"none\"");
    std::smatch found;
    const std::string svg = plot.svg("x");
    ASSERT_TRUE(std::regex_search(svg, found, line));
    EXPECT_EQ(count(found[1], "M"), 2);
    EXPECT_EQ(count(found[1], "L"), 1);
}

}  // namespace
}  // namespace ganemotion::pipeline
