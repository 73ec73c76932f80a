#include "text/text_emotion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>

#include "ganemotion/error.h"
#include "nn/weights.h"
#include "text/classes.h"

namespace ganemotion::text {
namespace {

EmotionClassifier& classifier() {
    static EmotionClassifier classifier({.model = PROJECT_FOLDER "/models/text/text.safetensors"});
    return classifier;
}

Emotion emotion_of(std::string_view sentence) {
    return classifier().classify(sentence).most_probable();
}

void expect_distribution(const std::vector<float>& probabilities, std::size_t classes) {
    ASSERT_EQ(probabilities.size(), classes);
    for (const float p : probabilities) EXPECT_GE(p, 0);
    EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-5);
}

TEST(EmotionClassifier, HearsEachEmotionInAnUnmistakableSentence) {
    EXPECT_EQ(emotion_of("I got the job! I am so happy, this is the best day ever!"), Emotion::kHappy);
    EXPECT_EQ(emotion_of("I miss her so much, I have been crying all night."), Emotion::kSad);
    EXPECT_EQ(emotion_of("I hate you! How dare you lie to me, you idiot!"), Emotion::kAngry);
    EXPECT_EQ(emotion_of("Oh my God, what? I can't believe it, wow!"), Emotion::kSurprise);
    EXPECT_EQ(emotion_of("I'm scared, I am terrified that he will kill me."), Emotion::kFear);
    EXPECT_EQ(emotion_of("Ew, that is disgusting, it makes me sick."), Emotion::kDisgust);
    EXPECT_EQ(emotion_of("The meeting starts at three in room five."), Emotion::kNeutral);
}

struct Spoken {
    Emotion emotion;
    std::string sentence;
};

/// Ten sentences of our own for each emotion, which no training saw.
std::vector<Spoken> spoken_sentences() {
    std::ifstream stream(PROJECT_FOLDER "/tests/text/spoken_sentences.tsv");
    std::vector<Spoken> sentences;
    for (std::string name, sentence; std::getline(stream, name, '\t') && std::getline(stream, sentence);)
        sentences.push_back({emotion_named(name).value(), sentence});
    return sentences;
}

/// As an engine without a punctuation model writes it.
std::string bare(const std::string& sentence) {
    std::string words;
    for (const char c : sentence)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == '\'')
            words += static_cast<char>(std::tolower(c));
    return words;
}

/// Of each emotion, how many of the ten are heard.
std::map<Emotion, int> heard(bool without_punctuation) {
    std::map<Emotion, int> count;
    for (const auto& [emotion, sentence] : spoken_sentences())
        count[emotion] += emotion_of(without_punctuation ? bare(sentence) : sentence) == emotion ? 1 : 0;
    return count;
}

// An untrained head hears one in seven.
constexpr int kLeastOfTen = 5;
constexpr int kLeastOfAll = 52;

TEST(EmotionClassifier, HearsTheEmotionOfSpokenSentences) {
    int all = 0;
    for (const auto& [emotion, count] : heard(false)) {
        EXPECT_GE(count, kLeastOfTen) << name_of(emotion);
        all += count;
    }
    EXPECT_GE(all, kLeastOfAll);
}

TEST(EmotionClassifier, HearsItWithoutCaseAndPunctuationToo) {
    int all = 0;
    for (const auto& [emotion, count] : heard(true)) all += count;
    EXPECT_GE(all, kLeastOfAll - 2);
}

TEST(EmotionClassifier, TakesPlainStatementsForNeutral) {
    std::ifstream stream(PROJECT_FOLDER "/training/text/plain_sentences.txt");
    int neutral = 0, all = 0;
    for (std::string line; std::getline(stream, line); ++all)
        neutral += emotion_of(line) == Emotion::kNeutral ? 1 : 0;
    EXPECT_EQ(all, 200);
    EXPECT_GE(neutral, 170);
}

TEST(EmotionClassifier, AnswersWithADistributionForEveryHead) {
    expect_distribution(classifier().classify_as(Labels::kSpeech, "Good morning."), 7);
    expect_distribution(classifier().classify_as(Labels::kPosts, "Good morning."), 7);
    expect_distribution(classifier().classify_as(Labels::kTweets7, "Good morning."), 7);
    expect_distribution(classifier().classify_as(Labels::kTweets13, "Good morning."), 13);
}

/// What a forum's readers call joy or surprise is talk as any other in a dialogue.
TEST(EmotionClassifier, SeesMoreEmotionInApprovalAndCuriosityOfPostsThanOfSpeech) {
    const auto neutral = static_cast<std::size_t>(Emotion::kNeutral);
    for (const char* text : {"I agree with that.", "I wonder what the author meant by this?", "Fair point."})
        EXPECT_LT(classifier().classify_as(Labels::kPosts, text).at(neutral),
                  classifier().classify_as(Labels::kSpeech, text).at(neutral))
            << text;
}

TEST(EmotionClassifier, AnswersToAnyBytes) {
    for (const std::string& text :
         {std::string(), std::string("\xff\xfe\x00\x80", 4), std::string(1'000'000, 'a'),
          std::string("\U0001F602\U0001F602"), std::string("你好吗"),
          std::string("\x01\x02\x1b[31m\x7f\r\n\t"), std::string("I am \0 happy", 12),
          std::string("Я так счастлив! אני שמח مرحبا हिन्दी"),
          std::string("e\u0301\u0301\u0301\u200b\u200d\ufeff"),
          std::string("\xf4\x90\x80\x80\xed\xa0\x80\xc0\xaf"), std::string(" \n \n"),
          std::string("&#0;&#x10FFFF;&#xFFFFFFFFFF;")})
        expect_distribution(classifier().classify_as(Labels::kSpeech, text), 7);
}

TEST(EmotionClassifier, GivesTheSameAnswerWhateverWasAskedBefore) {
    const auto first = classifier().classify("I don't know.");
    classifier().classify("An entirely different and much longer sentence that came in between.", {"Hello."});
    EXPECT_EQ(classifier().classify("I don't know."), first);
}

TEST(EmotionClassifier, ListensToTheSentencesBefore) {
    EXPECT_NE(classifier().classify("Yes.", {"She is dead. They killed her."}),
              classifier().classify("Yes."));
}

TEST(EmotionClassifier, IgnoresCase) {
    EXPECT_EQ(classifier().classify("I LOVE THIS!"), classifier().classify("i love this!"));
}

TEST(EmotionClassifier, SaysWhichFileIsMissing) {
    try {
        EmotionClassifier({.model = "nowhere/text.safetensors"});
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
        EXPECT_NE(std::string(error.what()).find("nowhere/text.safetensors"), std::string::npos);
    }
}

TEST(EmotionClassifier, RefusesWeightsThatAreNotATextModel) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "text_emotion_test";
    std::filesystem::create_directories(folder);
    nn::Weights weights;
    weights.tensors["words"] = nn::Tensor::from_float({1, 2}, {1, 2});
    nn::write_weights(weights, folder / "text.safetensors");
    std::filesystem::copy_file(PROJECT_FOLDER "/models/text/vocab.txt", folder / "vocab.txt",
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_THROW(EmotionClassifier({.model = folder / "text.safetensors"}), Error);
    std::filesystem::remove_all(folder);
}

TEST(Classes, MergeThirteenIntoSeven) {
    const auto& thirteen = class_names(Labels::kTweets13);
    const auto& seven = class_names(Labels::kTweets7);
    const auto merged = [&](const std::string& name) {
        const auto at = std::find(thirteen.begin(), thirteen.end(), name) - thirteen.begin();
        return seven.at(merged_class(static_cast<std::size_t>(at)));
    };
    for (const char* name : {"happiness", "relief", "fun", "love"}) EXPECT_EQ(merged(name), "happy") << name;
    for (const char* name : {"neutral", "empty"}) EXPECT_EQ(merged(name), "neutral") << name;
    for (const char* name : {"surprise", "enthusiasm"}) EXPECT_EQ(merged(name), "surprise") << name;
    for (const char* name : {"anger", "hate"}) EXPECT_EQ(merged(name), "angry") << name;
    EXPECT_EQ(merged("worry"), "fear");
    EXPECT_EQ(merged("sadness"), "sad");
    EXPECT_EQ(merged("boredom"), "disgust");
}

}  // namespace
}  // namespace ganemotion::text
