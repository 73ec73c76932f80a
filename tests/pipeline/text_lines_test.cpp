#include "pipeline/text_lines.h"

#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ganemotion::pipeline {

namespace {

std::vector<nlohmann::json> answers_to(const std::string& text, const TextLineOptions& options = {}) {
    std::istringstream lines(text);
    std::ostringstream answers;
    write_emotions_of_lines(lines, answers, options);
    std::istringstream read(answers.str());
    std::vector<nlohmann::json> result;
    for (std::string line; std::getline(read, line);) result.push_back(nlohmann::json::parse(line));
    return result;
}

}  // namespace

TEST(TextLines, GetALineOfAnswerEach) {
    const auto answers = answers_to("I got the job!\n\n  \nMy dog died.");
    ASSERT_EQ(answers.size(), 4U);
    EXPECT_EQ(answers[0]["text"], "I got the job!");
    EXPECT_EQ(answers[0]["emotion"], "happy");
    EXPECT_EQ(answers[1]["text"], "");
    EXPECT_EQ(answers[3]["emotion"], "sad");
}

TEST(TextLines, HaveProbabilitiesOfSevenEmotionsThatSumUpToOne) {
    for (const auto& answer : answers_to("Hello.\n\n\xF0\x9F\x98\x80\n")) {
        double sum = 0;
        for (const auto& [name, probability] : answer["probabilities"].items())
            sum += probability.get<double>();
        EXPECT_EQ(answer["probabilities"].size(), 7U);
        EXPECT_NEAR(sum, 1, 1e-3);
    }
}

TEST(TextLines, AreAnsweredInValidUtf8WhateverTheyAre) {
    const auto answers = answers_to(std::string("caf\xe9 \xff\xfe\x00 x\r\nlast", 16));
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[1]["text"], "last");
}

TEST(TextLines, HaveTheClassesOfTheLabelsAskedFor) {
    const auto answers = answers_to("I am so bored.", {text::Labels::kTweets13, false});
    EXPECT_EQ(answers.at(0)["probabilities"].size(), 13U);
}

TEST(TextLines, SeeThoseBeforeThemOnlyInADialogue) {
    const std::string talk =
        "My mother died yesterday and I can not stop crying.\nI am all alone now.\nYes.\n";
    EXPECT_EQ(answers_to(talk)[2]["probabilities"], answers_to("Yes.")[0]["probabilities"]);
    EXPECT_NE(answers_to(talk, {text::Labels::kSpeech, true})[2]["probabilities"],
              answers_to("Yes.")[0]["probabilities"]);
}

}  // namespace ganemotion::pipeline
