#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "text/text_emotion.h"
#include "training/text/calibration.h"
#include "training/text/dataset.h"
#include "training/text/metrics.h"
#include "training/text/noise.h"

namespace ganemotion::training {
namespace {

class TextDataSet : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = SHARED_DATA_FOLDER "/text";
        if (!std::filesystem::exists(folder_ / "tweets.tsv")) GTEST_SKIP() << folder_ << " is not there";
    }
    static std::set<std::string> texts(const std::vector<TextExample>& examples) {
        std::set<std::string> result;
        for (const TextExample& example : examples)
            if (example.text.size() > 40) result.insert(example.text);
        return result;
    }
    std::filesystem::path folder_;
};

TEST_F(TextDataSet, KeepsTestAndTrainingApart) {
    const TextData data = read_text_data(folder_, project_split());
    EXPECT_EQ(data.test.tweets.size(), 2000U);
    EXPECT_EQ(data.test.dialogue.size(), 1109U);
    EXPECT_GT(data.training.tweets.size(), 30'000U);
    for (const Source source : {Source::kDialogue, Source::kForum, Source::kTweets}) {
        const auto trained = texts(data.training.of(source));
        for (const std::string& text : texts(data.test.of(source)))
            EXPECT_FALSE(trained.contains(text)) << text;
        for (const std::string& text : texts(data.validation.of(source)))
            EXPECT_FALSE(trained.contains(text)) << text;
    }
}

TEST_F(TextDataSet, IsTheSameEveryTime) {
    const TextData first = read_text_data(folder_, project_split());
    const TextData second = read_text_data(folder_, project_split());
    ASSERT_EQ(first.test.tweets.size(), second.test.tweets.size());
    for (std::size_t i = 0; i < first.test.tweets.size(); ++i)
        ASSERT_EQ(first.test.tweets[i].text, second.test.tweets[i].text);
}

TEST_F(TextDataSet, SharesSeveralLabelsEqually) {
    const TextData data = read_text_data(folder_, project_split());
    for (const TextExample& example : data.test.forum) {
        float sum = 0;
        for (const float share : example.target) sum += share;
        ASSERT_NEAR(sum, 1, 1e-5);
    }
}

TEST_F(TextDataSet, RemembersWhatWasSaidBeforeInTheSameDialogueOnly) {
    const TextData data = read_text_data(folder_, project_split());
    EXPECT_TRUE(data.test.dialogue[0].before.empty());
    EXPECT_EQ(data.test.dialogue[1].before, std::vector<std::string>{data.test.dialogue[0].text});
    EXPECT_TRUE(data.test.dialogue[2].before.empty());  // the first of the second dialogue
}

TEST(BareSpeech, KeepsLettersDigitsAndApostrophes) {
    EXPECT_EQ(bare_speech("Oh my God! I don\u2019t\u2026 know, 3 o'clock?"),
              "oh my god i don't know 3 o'clock");
    EXPECT_EQ(bare_speech("?!"), "");
}

TEST(CalmMarks, ShoutNoMoreAndStandAlone) {
    EXPECT_EQ(calm_marks("What?! No!! Well... yes, 1,000!"), "What? No. Well. yes, 1,000.");
    EXPECT_EQ(calm_marks(""), "");
}

TEST(Noise, MishearsWordsThatSoundTheSame) {
    std::mt19937_64 random(1);
    const NoiseOptions all{
        .bare = 0, .rough = 1, .drop_word = 0, .double_word = 0, .misheard = 1, .filler = 0};
    EXPECT_EQ(with_noise("their too", random, {.bare = 0, .rough = 0, .filler = 0}), "their too");
    EXPECT_EQ(with_noise("there its to", random, all), "they're it's too");
}

TEST(Temperature, MakesMeanConfidenceTheAccuracyOfAllTexts) {
    // Always 73 % sure at temperature 1. Right three of four times: fits. Right every time: wants to be
    // surer.
    CalibrationSet fits, right;
    for (int i = 0; i < 8; ++i) {
        fits.logits.push_back({1, 0});
        right.logits.push_back({1, 0});
        fits.targets.push_back(i % 4 == 0 ? std::vector<float>{0, 1} : std::vector<float>{1, 0});
        right.targets.push_back({1, 0});
    }
    const double alone = fitted_temperature({fits}), both = fitted_temperature({fits, right});
    EXPECT_NEAR(alone, 1 / std::log(3.0), 0.02);
    EXPECT_NEAR(both, 1 / std::log(7.0), 0.02);
    EXPECT_LT(fitted_temperature({right}), both);
}

TEST(Temperature, OfEachHalfOfTheDialoguesIsFittedOnTheOther) {
    // Even dialogues are answered rightly three times of four, odd ones nine of ten.
    std::vector<TextExample> examples;
    std::vector<Answer> answers;
    for (std::size_t dialogue = 0; dialogue < 40; ++dialogue) {
        const bool wrong = dialogue % 2 == 0 ? dialogue % 8 == 0 : dialogue % 20 == 1;
        examples.push_back({"", {}, {wrong ? 0.0F : 1.0F, wrong ? 1.0F : 0.0F}, dialogue});
        answers.push_back({{0.7F, 0.3F}, examples.back().target});
    }
    const auto fitted = cross_fitted({}, {answers}, examples).at(0);
    EXPECT_NEAR(fitted[0].probabilities[0], 0.9, 0.005);
    EXPECT_NEAR(fitted[1].probabilities[0], 0.75, 0.005);
    EXPECT_EQ(fitted[3].target, answers[3].target);
}

TEST(CalibrationError, IsByChanceWhatTrueProbabilitiesHave) {
    std::mt19937_64 random(1);
    double mean = 0;
    std::vector<Answer> answers;
    constexpr int kTimes = 50;
    for (int time = 0; time < kTimes; ++time) {
        answers.clear();
        for (int i = 0; i < 500; ++i) {
            const auto p = static_cast<float>(std::uniform_real_distribution<double>(0.5, 1)(random));
            const bool right = std::bernoulli_distribution(p)(random);
            answers.push_back({{p, 1 - p}, {right ? 1.0F : 0.0F, right ? 0.0F : 1.0F}});
        }
        mean += measure(answers).calibration_error / kTimes;
    }
    EXPECT_NEAR(calibration_error_by_chance(answers), mean, 0.1 * mean);
}

TEST(Noise, LeavesSomethingOfEveryText) {
    std::mt19937_64 random(1);
    for (int i = 0; i < 300; ++i) {
        EXPECT_FALSE(with_noise("No!", random).empty());
        EXPECT_FALSE(with_noise("?", random).empty());
    }
}

TEST(Noise, IsOftenNone) {
    std::mt19937_64 random(1);
    int same = 0;
    for (int i = 0; i < 300; ++i)
        same += with_noise("I told you so, didn't I?", random) == "I told you so, didn't I?";
    EXPECT_GT(same, 100);
    EXPECT_LT(same, 250);
}

TEST(Metrics, AreThoseOfASmallExample) {
    const std::vector<Answer> answers = {
        {{0.8F, 0.2F}, {1, 0}}, {{0.6F, 0.4F}, {1, 0}}, {{0.9F, 0.1F}, {0, 1}}, {{0.3F, 0.7F}, {0, 1}}};
    const Metrics metrics = measure(answers);
    EXPECT_DOUBLE_EQ(metrics.accuracy, 0.75);
    EXPECT_NEAR(metrics.f1[0], 0.8, 1e-9);      // 2 of 3 answers right, 2 of 2 labels found
    EXPECT_NEAR(metrics.f1[1], 2.0 / 3, 1e-9);  // 1 of 1 right, 1 of 2 found
    EXPECT_NEAR(metrics.macro_f1, 11.0 / 15, 1e-9);
    EXPECT_NEAR(metrics.weighted_f1, 11.0 / 15, 1e-9);
    // Each answer has a bin of its own: |0.8-1|, |0.6-1|, |0.9-0|, |0.7-1|.
    EXPECT_NEAR(metrics.calibration_error, (0.2 + 0.4 + 0.9 + 0.3) / 4, 1e-6);
    EXPECT_EQ(metrics.confusion[1][0], 1U);
}

TEST(Metrics, CountAnyOfSeveralLabelsAsRight) {
    const std::vector<Answer> answers = {{{0.2F, 0.8F, 0}, {0.5F, 0.5F, 0}}, {{0, 0, 1}, {0.5F, 0.5F, 0}}};
    EXPECT_DOUBLE_EQ(measure(answers).accuracy, 0.5);
    EXPECT_TRUE(with_single_label(answers).empty());
}

}  // namespace
}  // namespace ganemotion::training
