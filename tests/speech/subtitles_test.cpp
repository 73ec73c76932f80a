#include "speech/subtitles.h"

#include <chrono>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ganemotion/error.h"

namespace ganemotion::speech {
namespace {

std::filesystem::path file_with(const std::string& content) {
    const auto file = std::filesystem::temp_directory_path() / "ganemotion_subtitles_test.srt";
    std::ofstream(file, std::ios::binary) << content;
    return file;
}

std::vector<Sentence> read(const std::string& content) {
    return read_subtitles(file_with(content));
}

std::string complaint(const std::string& content) {
    try {
        read(content);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput);
        return error.what();
    }
    return "none";
}

void expect_same(const std::vector<Sentence>& a, const std::vector<Sentence>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        EXPECT_NEAR(a[i].start.count(), b[i].start.count(), 0.0006);
        EXPECT_NEAR(a[i].end.count(), b[i].end.count(), 0.0006);
        EXPECT_EQ(a[i].text, b[i].text);
    }
}

const std::vector<Sentence> kSentences = {{Seconds(0.31), Seconds(3.184), "I got the job!", {}},
                                          {Seconds(3.5), Seconds(3661.25), "5 < 6 & \"so on\" – naïve", {}}};

TEST(Subtitles, ReadsSubRip) {
    expect_same(
        read("1\n00:00:01,500 --> 00:00:03,000\nHello\nthere.\n\n2\n01:00:04,000 --> 01:00:05,250\nBye.\n"),
        {{Seconds(1.5), Seconds(3), "Hello there.", {}}, {Seconds(3604), Seconds(3605.25), "Bye.", {}}});
}

TEST(Subtitles, ReadsWebVtt) {
    expect_same(
        read("WEBVTT - a title\nX-HEADER: x\n\nNOTE a remark\nof two lines\n\nSTYLE\n::cue { color: red }\n\n"
             "intro\n00:01.500 --> 00:03.000 line:0 align:start\n<v Ann>Tom &amp; <i>me</i></v>\n"),
        {{Seconds(1.5), Seconds(3), "Tom & me", {}}});
}

TEST(Subtitles, ReadsWhatEditorsLeave) {
    expect_same(
        read("\xEF\xBB\xBF"
             "1\r\n0:00:01.5 --> 0:00:03,00\r\n{\\an8}<font color=\"red\">Caf\xC3\xA9</font> <3\r\n\r\n"
             "2\r\n00:00:04,000 --> 00:00:05,000\r\n<i></i>\r\n\r\n"
             "3\r\n00:00:06,000 --> 00:00:07,000\r\nEnd"),
        {{Seconds(1.5), Seconds(3), "Café <3", {}}, {Seconds(6), Seconds(7), "End", {}}});
}

TEST(Subtitles, ReadsOtherEncodings) {
    expect_same(read("1\n00:00:01,000 --> 00:00:02,000\nna\xEFve \x93so\x94\n"),
                {{Seconds(1), Seconds(2), "naïve “so”", {}}});
    std::string wide = "\xFF\xFE";
    for (char c : std::string("1\n00:00:01,000 --> 00:00:02,000\nHi\n")) wide += {c, '\0'};
    expect_same(read(wide), {{Seconds(1), Seconds(2), "Hi", {}}});
}

TEST(Subtitles, TrimsOverlaps) {
    expect_same(read("1\n00:00:03,000 --> 00:00:05,000\nB\n\n2\n00:00:01,000 --> 00:00:04,000\nA\n\n"
                     "3\n00:00:03,000 --> 00:00:06,000\nC\n"),
                {{Seconds(1), Seconds(3), "A", {}}, {Seconds(3), Seconds(6), "B C", {}}});
}

TEST(Subtitles, ReadsCuesWithoutBlankLinesBetween) {
    expect_same(read("1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n"),
                {{Seconds(1), Seconds(2), "A", {}}, {Seconds(3), Seconds(4), "B", {}}});
}

TEST(Subtitles, RefusesWithTheLine) {
    EXPECT_NE(complaint("1\n00:00:05,000 --> 00:00:03,000\nA\n").find("line 2"), std::string::npos);
    EXPECT_NE(
        complaint("1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:xx --> 00:00:03,000\nB\n").find("line 6"),
        std::string::npos);
    EXPECT_NE(complaint("This is a letter.\nDear Sir\n").find("line 1"), std::string::npos);
}

TEST(Subtitles, NamesAFileThatIsNotThere) {
    try {
        read_subtitles("/no/such/file.srt");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput);
        EXPECT_NE(std::string(error.what()).find("/no/such/file.srt"), std::string::npos);
    }
}

TEST(Subtitles, OfAnEmptyFileAreNone) {
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read("WEBVTT\n").empty());
}

TEST(Subtitles, ReadsTenMegabytesAtOnce) {
    std::string content;
    for (int i = 0; content.size() < 10'000'000; ++i)
        content +=
            to_srt({{Seconds(i), Seconds(i + 0.9), "A line of <i>some</i> length that is spoken here.", {}}});
    const auto start = std::chrono::steady_clock::now();
    EXPECT_GT(read(content).size(), 100'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(Subtitles, WritesWhatItReads) {
    expect_same(read(to_srt(kSentences)), kSentences);
    expect_same(read(to_vtt(kSentences)), kSentences);
    const std::string odd = "two\n\nlines --> here";
    expect_same(read(to_srt({{Seconds(1), Seconds(2), odd, {}}})),
                {{Seconds(1), Seconds(2), "two lines -> here", {}}});
    expect_same(read(to_vtt({{Seconds(1), Seconds(2), odd, {}}})),
                {{Seconds(1), Seconds(2), "two lines --> here", {}}});
}

TEST(Subtitles, WritesJsonWithWords) {
    const auto json = nlohmann::json::parse(
        to_json({{Seconds(1.0004), Seconds(2), "So.", {{Seconds(1.1), Seconds(1.5), "So."}}}}));
    EXPECT_EQ(json[0]["start"], 1.0);
    EXPECT_EQ(json[0]["text"], "So.");
    EXPECT_EQ(json[0]["words"][0]["end"], 1.5);
    EXPECT_TRUE(nlohmann::json::parse(to_json({})).empty());
}

TEST(Subtitles, AreWrittenByExtension) {
    const auto folder = std::filesystem::temp_directory_path();
    for (const char* name : {"ganemotion_out.srt", "ganemotion_out.VTT"}) {
        write_sentences(kSentences, folder / name);
        expect_same(read_subtitles(folder / name), kSentences);
        std::filesystem::remove(folder / name);
    }
    EXPECT_THROW(write_sentences(kSentences, folder / "ganemotion_out.txt"), Error);
}

}  // namespace
}  // namespace ganemotion::speech
