#include "speech/recognizer.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "ganemotion/error.h"
#include "speech/sentence_text.h"
#include "speech/spoken.h"

namespace ganemotion::speech {
namespace {

// Loading takes a second: all tests share one.
Recognizer& recognizer() {
    static Recognizer it;
    return it;
}

std::vector<Sentence> heard(const std::filesystem::path& file) {
    media::SoundReader sound(file);
    return recognizer().recognize(sound);
}

std::string words_of(const std::string& text) {
    std::string words;
    for (const std::string& word : plain_words(text)) words += (words.empty() ? "" : " ") + word;
    return words;
}

std::vector<std::string> words_of(const std::vector<Sentence>& sentences) {
    std::vector<std::string> words;
    for (const Sentence& sentence : sentences) words.push_back(words_of(sentence.text));
    return words;
}

void expect_times(const std::vector<Sentence>& sentences, const std::vector<Sentence>& truth,
                  double tolerance) {
    ASSERT_EQ(words_of(sentences), words_of(truth));
    for (std::size_t i = 0; i < truth.size(); ++i) {
        EXPECT_NEAR(sentences[i].start.count(), truth[i].start.count(), tolerance) << truth[i].text;
        EXPECT_NEAR(sentences[i].end.count(), truth[i].end.count(), tolerance) << truth[i].text;
    }
}

std::filesystem::path clip(const std::string& name) {
    return std::filesystem::path(SHARED_DATA_FOLDER) / "clips" / name;
}

#define NEEDS_CLIPS()                                  \
    if (!std::filesystem::exists(SHARED_DATA_FOLDER))  \
    GTEST_SKIP() << "the folder of real clips is not " \
                    "there"

TEST(Recognizer, HearsTwoSentencesAndTheGapBetweenThem) {
    NEEDS_CLIPS();
    const auto sentences = heard(clip("interview_man.mp4"));
    ASSERT_EQ(sentences.size(), 2U);
    EXPECT_NE(words_of(sentences[0].text).find("asking for help when i need it"), std::string::npos);
    EXPECT_EQ(words_of(sentences[1].text), "id like to do better at that");
    EXPECT_NEAR(sentences[0].end.count(), 2.37, 0.15);
    EXPECT_NEAR(sentences[1].start.count(), 3.15, 0.4);  // an audible breath comes before the words
    EXPECT_NEAR(sentences[1].end.count(), 4.54, 0.15);
}

TEST(Recognizer, JoinsASentenceOverItsPauses) {
    NEEDS_CLIPS();
    const auto sentences = heard(clip("congress_man.mp4"));
    ASSERT_EQ(sentences.size(), 1U);
    EXPECT_NE(
        words_of(sentences[0].text).find("congressional district where i chase my own dreams growing up"),
        std::string::npos);
}

TEST(Recognizer, FindsTheLinesOfALongerVideo) {
    NEEDS_CLIPS();
    const auto sentences = heard(clip("portrait_hevc_1080x1920.mp4"));
    ASSERT_GE(sentences.size(), 5U);
    std::string all;
    for (const Sentence& sentence : sentences) all += words_of(sentence.text) + " ";
    for (const char* words :
         {"this was the first time in disneyland for both of us", "never been to disneyland",
          "because we live in another city we need to travel to shanghai",
          "a speed train that connects different cities in china"})
        EXPECT_NE(all.find(words), std::string::npos) << words;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        EXPECT_LT(sentences[i].start, sentences[i].end);
        if (i > 0) {
            EXPECT_LE(sentences[i - 1].end, sentences[i].start);
        }
    }
}

TEST(Recognizer, WritesNothingInALanguageThatItDoesNotKnow) {
    NEEDS_CLIPS();
    EXPECT_TRUE(words_of(heard(clip("chinese_480.mp4"))).empty());
    EXPECT_TRUE(recognizer().heard_another_language());
    heard(clip("interview_man.mp4"));
    EXPECT_FALSE(recognizer().heard_another_language());
}

TEST(Recognizer, FindsNoSpeechInAVideoWithoutAny) {
    NEEDS_CLIPS();
    EXPECT_TRUE(heard(clip("landscape_720p.mp4")).empty());
    EXPECT_TRUE(heard(clip("phone_720x1280_silent.mp4")).empty());
}

TEST(Recognizer, TimesSentencesWithinATenthOfASecond) {
    Spoken spoken;
    spoken.silence(0.6)
        .say("I never wanted to hurt anybody.")
        .silence(0.5)
        .say("It was the best day of my life.");
    spoken.silence(1).say("Where have you been all this time?").silence(0.3);
    expect_times(heard(spoken.save("clean.wav")), spoken.truth(), 0.1);
}

TEST(Recognizer, TimesSentencesInNoise) {
    Spoken spoken;
    spoken.silence(0.6).say("My sister is getting married in September.").silence(0.75);
    spoken.say("I am so happy that we won the prize.").silence(0.5).noise(18);
    expect_times(heard(spoken.save("noisy.wav")), spoken.truth(), 0.3);
}

TEST(Recognizer, LosesAndDoublesNoWordOfSpeechWithoutPauses) {
    Spoken spoken;
    const std::vector<std::string> texts = {"It was the best day of my life.",
                                            "Where have you been all this time?",
                                            "My sister is getting married in September.",
                                            "I am so happy that we won the prize.",
                                            "Please close the window before you leave.",
                                            "What a wonderful surprise this is.",
                                            "She lost her keys in the garden."};
    for (const std::string& text : texts) spoken.say(text).silence(0.2);
    const auto sentences = heard(spoken.save("long.wav"));
    std::string all;
    for (const Sentence& sentence : sentences) all += words_of(sentence.text) + " ";
    std::string expected;
    for (const std::string& text : texts) expected += words_of(text) + " ";
    EXPECT_EQ(all, expected);
}

TEST(Recognizer, CutsASentenceThatIsLongerThanAnUtteranceBetweenTwoOfItsWords) {
    Spoken spoken;
    spoken.silence(0.3).say(
        "The woman who had lived in the little white house near the river since the children were young "
        "and who had never wanted to leave the quiet valley where everybody knew her name has told her "
        "sister that she had sold the garden and the old boat and that she would move to the city before "
        "the winter came.");
    spoken.silence(0.3);
    std::string all;
    const auto sentences = heard(spoken.save("long_sentence.wav"));
    for (const Sentence& sentence : sentences) all += words_of(sentence.text) + " ";
    EXPECT_EQ(all, words_of(spoken.truth()[0].text) + " ");
    EXPECT_GT((spoken.truth()[0].end - spoken.truth()[0].start).count(), 16);
}

TEST(Recognizer, InventsNothing) {
    Spoken tones;
    tones.tone(1.5, 220).tone(1.5, 440).silence(1).tone(1, 1000);
    EXPECT_TRUE(heard(tones.save("tones.wav")).empty());
    Spoken noise;
    noise.tone(3, 50, 1e-4).noise(-60);
    EXPECT_TRUE(heard(noise.save("noise.wav")).empty());
    EXPECT_TRUE(heard(Spoken().silence(2).save("silence.wav")).empty());
    EXPECT_TRUE(heard(save_wav({0.5F}, 16000, "one_sample.wav")).empty());
}

TEST(Recognizer, BearsClipping) {
    Spoken spoken;
    spoken.silence(0.5).say("It was the best day of my life.").silence(0.5);
    std::vector<float> loud = spoken.samples();
    for (float& sample : loud) sample *= 10;
    const auto sentences = heard(save_wav(loud, Spoken::kRate, "clipped.wav"));
    ASSERT_EQ(sentences.size(), 1U);
    EXPECT_NEAR(sentences[0].start.count(), spoken.truth()[0].start.count(), 0.15);
    EXPECT_NEAR(sentences[0].end.count(), spoken.truth()[0].end.count(), 0.15);
}

TEST(Recognizer, TellsHowFarItIsAndCanBeStopped) {
    Spoken spoken;
    spoken.silence(3);
    const auto file = spoken.save("progress.wav");
    media::SoundReader sound(file);
    std::vector<Seconds> told;
    recognizer().recognize(sound, [&](Seconds time) { told.push_back(time); });
    ASSERT_FALSE(told.empty());
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
    EXPECT_NEAR(told.back().count(), 3, 0.01);
    media::SoundReader again(file);
    EXPECT_THROW(recognizer().recognize(again, [](Seconds) { throw Error(ErrorKind::kInterrupted, "stop"); }),
                 Error);
}

TEST(Recognizer, NamesADamagedModel) {
    const auto folder = std::filesystem::temp_directory_path() / "ganemotion_damaged_model";
    std::filesystem::create_directories(folder);
    for (const char* name : {"encoder_model.onnx", "decoder_model_merged.onnx", "tokens.txt"})
        std::ofstream(folder / name) << "nothing 0\n";
    try {
        const Recognizer broken({.model = folder});
        FAIL() << "took a damaged model";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
        EXPECT_NE(std::string(error.what()).find(folder.string()), std::string::npos);
    }
    std::filesystem::remove_all(folder);
}

TEST(DemoVideo, SpeaksSoThatEveryWordIsUnderstood) {
    const std::string script = std::string(PROJECT_FOLDER) + "/scripts/demo_video";
    const auto speech = std::filesystem::temp_directory_path() / "ganemotion_demo.wav";
    ASSERT_EQ(std::system((script + " '" + speech.string() + "'").c_str()), 0);
    std::vector<std::string> said;
    std::ifstream lines(script);
    bool sentences = false;
    for (std::string line; std::getline(lines, line);) {
        if (line == ")") sentences = false;
        if (sentences) said.push_back(words_of(line));
        if (line == "sentences=(") sentences = true;
    }
    ASSERT_GE(said.size(), 4U);
    EXPECT_EQ(words_of(heard(speech)), said);
    std::filesystem::remove(speech);
}

}  // namespace
}  // namespace ganemotion::speech
