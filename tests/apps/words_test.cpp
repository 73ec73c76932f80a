// The commands about words: text-emotion, transcribe, timeline.

#include "files/output_file.h"
#include "ganemotion/timeline.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

/// A portrait that says this in espeak-ng's voice.
void make_speaking_video(const media::Workplace& place, const std::string& words) {
    const std::string sound = (place / "words.wav").string();
    media::output_of("espeak-ng -v en-us -s 140 -w " + sound + " '" + words + "'");
    make_portrait_video(place / "in.mp4", 6, sound);
    std::filesystem::remove(sound);
}

}  // namespace

TEST(TextEmotion, AnswersEveryLineOfStandardInput) {
    const Outcome outcome = run({"text-emotion"}, "I got the job!\n\ncaf\xe9\nI am so sad.");
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto lines = outcome.json_lines();
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0]["emotion"], "happy");
    EXPECT_EQ(lines[3]["emotion"], "sad");
}

TEST(TextEmotion, ReadsAFile) {
    const media::Workplace place;
    files::write_text(place / "lines.txt", "Hello.\nYou.\n");
    EXPECT_EQ(run({"text-emotion", (place / "lines.txt").string(), "--dialogue"}).json_lines().size(), 2U);
}

TEST(TextEmotion, NamesTheWordsBehindItsAnswer) {
    const auto lines = run({"text-emotion", "--explain"}, "That smell is disgusting.\n\n").json_lines();
    ASSERT_EQ(lines.size(), 2U);
    ASSERT_FALSE(lines[0]["because"].empty());
    EXPECT_EQ(lines[0]["because"][0]["word"], "disgusting.");
    EXPECT_TRUE(lines[1]["because"].empty());
}

TEST(TextEmotion, HasNothingToSayToNothing) {
    const Outcome outcome = run({"text-emotion"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.out, "");
}

TEST(Timeline, StandsOnSubtitlesInPlaceOfTheEngine) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 4, "");
    files::write_text(place / "in.srt",
                      "1\n00:00:00,200 --> 00:00:01,500\nI am so angry with you!\n\n"
                      "2\n00:00:02,200 --> 00:00:03,500\nMy poor dog died yesterday.\n");
    const Outcome outcome =
        run({"timeline", (place / "in.mp4").string(), "--subtitles", (place / "in.srt").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const ganemotion::Timeline timeline = parse_timeline(outcome.out, "standard output");
    ASSERT_EQ(timeline.segments.size(), 3U);
    EXPECT_EQ(timeline.source, "in.mp4");
    EXPECT_EQ(timeline.segments[0].source, "subtitles");
    EXPECT_EQ(timeline.segments[0].emotion, Emotion::kAngry);
    EXPECT_EQ(timeline.segments[0].start, Seconds{0.2});
    EXPECT_EQ(timeline.segments[1].source, "gap");
    EXPECT_EQ(timeline.segments[2].emotion, Emotion::kSad);
}

TEST(Timeline, OfAnEmotionByOptionIsTheWholeVideo) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 2, "");
    const Outcome outcome =
        run({"timeline", (place / "in.mp4").string(), "--emotion", "fear", "--intensity", "0.5"});
    const ganemotion::Timeline timeline = parse_timeline(outcome.out, "standard output");
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_EQ(timeline.segments[0].source, "option");
    EXPECT_EQ(timeline.segments[0].emotion, Emotion::kFear);
    EXPECT_EQ(timeline.segments[0].intensity, 0.5);
    EXPECT_NEAR(timeline.segments[0].end.count(), 2, 0.2);
}

TEST(Timeline, ListensToWhatIsSaid) {
    const media::Workplace place;
    make_speaking_video(place, "I am so happy today. This is the best day of my life.");
    const std::string video = (place / "in.mp4").string();
    const Outcome outcome = run({"timeline", video, "-o", (place / "t.json").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("start"));
    const ganemotion::Timeline timeline = read_timeline(place / "t.json");
    ASSERT_FALSE(timeline.segments.empty());
    EXPECT_EQ(timeline.segments[0].emotion, Emotion::kHappy);
    EXPECT_NE(timeline.segments[0].text.find("happy"), std::string::npos);

    EXPECT_EQ(run({"transcribe", video, "-o", (place / "t.srt").string()}).exit_code, 0);
    EXPECT_NE(files::read_text(place / "t.srt").find("happy"), std::string::npos);
}

TEST(Timeline, KeepsWhatAPersonWroteWhenTheVideoIsAnalysedAgain) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 4, "");
    files::write_text(place / "in.srt",
                      "1\n00:00:00,200 --> 00:00:01,500\nI am so angry with you!\n\n"
                      "2\n00:00:02,200 --> 00:00:03,500\nMy poor dog died yesterday.\n");
    files::write_text(place / "old.json",
                      R"({"version": 1, "editor": "Ada", "segments": [
                        {"start": 2.0, "end": 3.6, "emotion": "surprise", "source": "user"}]})");
    const Outcome outcome = run({"timeline", (place / "in.mp4").string(), "--subtitles",
                                 (place / "in.srt").string(), "--merge", (place / "old.json").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const ganemotion::Timeline timeline = parse_timeline(outcome.out, "standard output");
    EXPECT_EQ(timeline.unknown.at("editor"), "Ada");
    EXPECT_EQ(timeline.segments.front().emotion, Emotion::kAngry);
    EXPECT_EQ(timeline.segments.back().emotion, Emotion::kSurprise);
    EXPECT_EQ(timeline.segments.back().source, "user");
}

TEST(Timeline, IsWrittenAsSubtitlesAPlotAndAnExplanation) {
    const media::Workplace place;
    files::write_text(place / "t.json",
                      R"({"version": 1, "source": "in.mp4", "segments": [
                        {"start": 1, "end": 2.5, "emotion": "disgust", "intensity": 0.8, "source": "speech",
                         "text": "That smell is disgusting.", "why": "the words are disgust 0.80",
                         "probabilities": {"disgust": 0.8, "neutral": 0.2}, "shown": "neutral"}]})");
    const std::string timeline = (place / "t.json").string();
    EXPECT_EQ(
        run({"timeline", timeline, "-o", (place / "t.srt").string(), "--plot", (place / "t.svg").string()})
            .exit_code,
        0);
    EXPECT_NE(files::read_text(place / "t.srt").find("[disgust] That smell is disgusting."),
              std::string::npos);
    EXPECT_NE(files::read_text(place / "t.svg").find("That smell"), std::string::npos);

    const Outcome told = run({"explain", timeline});
    EXPECT_EQ(told.exit_code, 0) << told.err;
    EXPECT_NE(told.out.find("carried by \"disgusting.\""), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("face:  shows neutral"), std::string::npos);
    EXPECT_NE(told.out.find("rule:  the words are disgust 0.80"), std::string::npos);
    EXPECT_EQ(run({"timeline", timeline, "-o", (place / "t.txt").string()}).exit_code, 2);
}

}  // namespace ganemotion::apps
