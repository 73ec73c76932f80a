#include <gtest/gtest.h>

#include <numeric>

#include "media/workplace.h"
#include "training/tweets/baseline.h"
#include "training/tweets/results.h"
#include "training/tweets/split.h"

namespace ganemotion::training::tweets {
namespace {

TextExample example(const std::string& text, std::size_t label, std::size_t classes = 13) {
    TextExample result{text, {}, std::vector<float>(classes)};
    result.target[label] = 1;
    return result;
}

TEST(Tfidf, MakesRareWordsWeighMore) {
    const Tfidf tfidf({"the cat sleeps", "the dog sleeps", "the dog barks", "the cat and the dog"},
                      {.longest_words = 1, .longest_characters = 0});
    const auto common = tfidf.features("the"), both = tfidf.features("the cat");
    ASSERT_EQ(both.size(), 2U);
    const int the = common.at(0).index;
    const auto& cat = both[0].index == the ? both[1] : both[0];
    EXPECT_GT(cat.value, both[0].index == the ? both[0].value : both[1].value);
}

TEST(Tfidf, FindsATextLikeItselfAndUnlikeAnother) {
    const Tfidf tfidf({"good morning all", "good night all", "rain rain rain", "rain again"}, {.rarest = 1});
    EXPECT_NEAR(similarity(tfidf.features("good morning all"), tfidf.features("good morning all")), 1, 1e-9);
    EXPECT_EQ(similarity(tfidf.features("good morning"), tfidf.features("???")), 0);
}

TEST(Baseline, LearnsWhatWordsMean) {
    std::vector<TextExample> training;
    for (int i = 0; i < 10; ++i) {
        training.push_back(example("so happy and glad " + std::to_string(i), 0, 2));
        training.push_back(example("very sad, crying " + std::to_string(i), 1, 2));
    }
    const auto answers = Baseline(training).answers({example("glad", 0, 2), example("crying", 1, 2)});
    EXPECT_EQ(measure(answers).accuracy, 1);
    for (const Answer& answer : answers)
        EXPECT_NEAR(std::accumulate(answer.probabilities.begin(), answer.probabilities.end(), 0.0), 1, 1e-5);
}

TEST(PublishedSplit, IsRandomBySeedAndKeepsEveryTweetOnOneSide) {
    std::vector<TextExample> tweets;
    for (int i = 0; i < 31'000; ++i) tweets.push_back(example(std::to_string(i), 0));
    const Split split = published_split(tweets, 1);
    ASSERT_EQ(split.training.size(), 28'000U);
    ASSERT_EQ(split.test.size(), 2'000U);
    std::vector<bool> trained(tweets.size());
    for (const TextExample& tweet : split.training) trained[std::stoul(tweet.text)] = true;
    for (const TextExample& tweet : split.test) EXPECT_FALSE(trained[std::stoul(tweet.text)]);
    EXPECT_EQ(published_split(tweets, 1).test[7].text, split.test[7].text);
    EXPECT_NE(published_split(tweets, 2).test[7].text, split.test[7].text);
}

TEST(LabelCeiling, CountsHowOftenCopiesHaveTheSameLabel) {
    const std::string text = "i really miss the beach today";
    // worry (9) and sadness (6) differ either way; happiness (2) and love (5) are both happy.
    const Ceiling ceiling = label_ceiling({example(text, 2), example("I really miss the beach today!", 5),
                                           example("RT something else entirely here", 6),
                                           example("something of another kind", 9)});
    EXPECT_EQ(ceiling.copies.pairs, 1U);
    EXPECT_EQ(ceiling.copies.thirteen, 0);
    EXPECT_EQ(ceiling.copies.seven, 1);
}

TEST(Results, SurviveTheirFileAndReplaceARunOfTheSameName) {
    const media::Workplace place;
    Results results;
    Answer right{std::vector<float>(13), std::vector<float>(13)};
    right.probabilities[2] = right.target[2] = 1;
    put(results, {"MiniLM", "13", 1, 28'000, measure({right})});
    Answer wrong = right;
    std::swap(wrong.probabilities[2], wrong.probabilities[3]);
    put(results, {"MiniLM", "13", 1, 28'000, measure({wrong})});
    put(results, {"MiniLM", "7 as sums of 13", 1, 28'000, measure(as_sums({wrong}))});
    write_results(results, place / "results.json");
    const Results read = read_results(place / "results.json");
    ASSERT_EQ(read.runs.size(), 2U);
    EXPECT_EQ(read.runs[0].metrics.accuracy, 0);
    EXPECT_EQ(read.runs[1].metrics.accuracy, 1);  // happiness for relief: both are happy
    EXPECT_NE(report(read).find("| 13 | MiniLM | 1 | 0.0 %"), std::string::npos);
    // That wrong one of thirteen is right of seven.
    EXPECT_NE(report(read).find("| MiniLM | 0.0 % | 100.0 % | 100 % |"), std::string::npos);
    EXPECT_NE(report(read).find("| happiness | 0 | 0 | 0 | 1 |"), std::string::npos);  // of the confusion
}

}  // namespace
}  // namespace ganemotion::training::tweets
