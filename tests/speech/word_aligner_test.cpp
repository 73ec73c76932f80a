#include "speech/word_aligner.h"

#include <gtest/gtest.h>

#include "media/sound_reader.h"
#include "speech/spoken.h"

namespace ganemotion::speech {
namespace {

// Sounds of speech fade in and out: what is called their begin and end differs by some hundredths of a
// second.
constexpr double kTolerance = 0.1;

WordAligner& aligner() {
    static WordAligner it;
    return it;
}

std::vector<float> sound_of(const Spoken& spoken) {
    media::SoundReader reader(spoken.save("aligned.wav"));
    std::vector<float> samples;
    for (std::vector<float> piece = reader.next(); !piece.empty(); piece = reader.next())
        samples.insert(samples.end(), piece.begin(), piece.end());
    return samples;
}

TEST(WordAligner, FindsWhereSentencesMeetWithoutAPause) {
    Spoken spoken;
    spoken.silence(0.4);
    for (const char* text : {"Please close the window before you leave.", "She lost her keys in the garden.",
                             "My sister is getting married."})
        spoken.say(text);
    spoken.silence(0.4);
    std::string text;
    for (const Sentence& sentence : spoken.truth()) text += sentence.text + " ";
    const std::vector<Word> words = aligner().align(sound_of(spoken), text);
    ASSERT_EQ(words.size(), 7U + 7U + 5U);
    EXPECT_EQ(words[6].text, "leave.");
    EXPECT_NEAR(words[0].start.count(), spoken.truth()[0].start.count(), kTolerance);
    EXPECT_NEAR(words[7].start.count(), spoken.truth()[1].start.count(), kTolerance);
    EXPECT_NEAR(words[13].end.count(), spoken.truth()[1].end.count(), kTolerance);
    EXPECT_NEAR(words[18].end.count(), spoken.truth()[2].end.count(), kTolerance);
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        EXPECT_LT(words[i].start, words[i].end);
        EXPECT_LE(words[i].end, words[i + 1].start);
    }
}

TEST(WordAligner, LeavesAPauseOutOfTheWords) {
    Spoken spoken;
    spoken.silence(0.3)
        .say("What a wonderful surprise.")
        .silence(0.6)
        .say("Where have you been?")
        .silence(0.3);
    const auto words = aligner().align(sound_of(spoken), "What a wonderful surprise. Where have you been?");
    ASSERT_EQ(words.size(), 8U);
    EXPECT_NEAR(words[3].end.count(), spoken.truth()[0].end.count(), kTolerance);
    EXPECT_NEAR(words[4].start.count(), spoken.truth()[1].start.count(), kTolerance);
}

TEST(WordAligner, BearsASoundThatEndsInTheMiddleOfAWord) {
    Spoken spoken;
    spoken.silence(0.3).say("Please close the window before you leave the garden.");
    std::vector<float> samples = sound_of(spoken);
    const std::string text = "Please close the window before you leave the garden.";
    const std::vector<Word> whole = aligner().align(samples, text);
    ASSERT_EQ(whole.size(), 9U);
    samples.resize(samples.size() - 16000 / 4);
    const std::vector<Word> cut = aligner().align(samples, text);
    ASSERT_EQ(cut.size(), 9U);
    for (std::size_t i = 0; i + 2 < whole.size(); ++i)
        EXPECT_NEAR(cut[i].start.count(), whole[i].start.count(), kTolerance) << whole[i].text;
    EXPECT_LE(cut.back().end.count(), static_cast<double>(samples.size()) / 16000 + 0.01);
}

TEST(WordAligner, KnowsNumbersDashesAndNamesThatStandInNoDictionary) {
    Spoken spoken;
    spoken.silence(0.3).say("Mister Zorbly has 72 well-known friends - I think.").silence(0.3);
    const auto words = aligner().align(sound_of(spoken), "Mr. Zorbly has 72 well-known friends - I think.");
    ASSERT_EQ(words.size(), 8U);
    EXPECT_EQ(words[1].text, "Zorbly");
    EXPECT_EQ(words[4].text, "well-known");
    EXPECT_EQ(words[5].text, "friends -");
    EXPECT_NEAR(words[0].start.count(), spoken.truth()[0].start.count(), kTolerance);
    EXPECT_NEAR(words[7].end.count(), spoken.truth()[0].end.count(), 2 * kTolerance);  // a released "k"
}

TEST(WordAligner, GivesNothingForAnotherLanguageOrATextThatIsTooLong) {
    Spoken spoken;
    spoken.silence(0.3).say("Where have you been?").silence(0.3);
    const std::vector<float> samples = sound_of(spoken);
    EXPECT_TRUE(aligner().align(samples, "Gdzie byłeś przez cały czas, kochanie moje?").empty());
    std::string text;
    for (int i = 0; i < 40; ++i) text += "Where have you been? ";
    EXPECT_TRUE(aligner().align(samples, text).empty());
    EXPECT_TRUE(aligner().align(samples, "").empty());
    EXPECT_TRUE(aligner().align({}, "Where have you been?").empty());
}

}  // namespace
}  // namespace ganemotion::speech
