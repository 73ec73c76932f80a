#include "sync/timeline_plot.h"

#include <gtest/gtest.h>

namespace ganemotion::sync {
namespace {

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t times = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++times;
    return times;
}

Timeline one_sentence(const std::string& text, bool leave = false) {
    Segment segment;
    segment.start = Seconds{1};
    segment.end = Seconds{3};
    segment.emotion = Emotion::kSad;
    segment.intensity = 0.8;
    segment.text = text;
    segment.leave = leave;
    segment.shown = Emotion::kHappy;
    return {"talk.mp4", {segment}};
}

TEST(TimelinePlot, TellsSentenceWordsAndFace) {
    const std::string svg = to_svg(one_sentence("Too bad."), {Seconds{5}, {}});
    EXPECT_EQ(count(svg, ">Too bad.</text>"), 1U);
    EXPECT_EQ(count(svg, ">sad</text>"), 1U);
    EXPECT_EQ(count(svg, ">happy</text>"), 1U);
}

TEST(TimelinePlot, DrawsTheEditOnlyWhereThereIsOne) {
    EXPECT_EQ(count(to_svg(one_sentence("Too bad."), {}), "fill-opacity"), 1U);
    EXPECT_EQ(count(to_svg(one_sentence("Too bad.", true), {}), "fill-opacity"), 0U);
}

TEST(TimelinePlot, DrawsTheSoundIfThereIsAny) {
    const std::string silent = to_svg(one_sentence("Too bad."), {Seconds{5}, {}});
    const std::string loud = to_svg(one_sentence("Too bad."), {Seconds{5}, std::vector<float>(500, 0.5F)});
    EXPECT_GT(loud.size(), silent.size());
}

TEST(TimelinePlot, IsValidWhateverIsSaid) {
    const std::string svg = to_svg(one_sentence("<b>&\"\x01 über"), {});
    EXPECT_EQ(count(svg, "<b>"), 0U);
    EXPECT_EQ(count(svg, "&lt;b>&amp;&quot;"), 2U);  // the words and what the mouse shows
    EXPECT_EQ(count(svg, "\x01"), 0U);
}

TEST(TimelinePlot, CutsALongSentenceBetweenCharacters) {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "é";
    const std::string svg = to_svg(one_sentence(text), {});
    const auto end = svg.find("…");
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(svg.substr(end - 2, 2), "é");
}

TEST(TimelinePlot, OfNothingIsAnEmptyPicture) {
    EXPECT_EQ(count(to_svg({}, {}), "</svg>"), 1U);
}

}  // namespace
}  // namespace ganemotion::sync
