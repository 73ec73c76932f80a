#include "ganemotion/emotion.h"

#include <gtest/gtest.h>

namespace ganemotion {

TEST(Emotion, IsFoundByTheNameItGives) {
    for (const Emotion emotion : kEmotions) EXPECT_EQ(emotion_named(name_of(emotion)), emotion);
}

TEST(Emotion, HasTheSevenNamesOfTheContract) {
    std::string names;
    for (const Emotion emotion : kEmotions) names += std::string(name_of(emotion)) + " ";
    EXPECT_EQ(names, "neutral happy sad surprise angry fear disgust ");
}

TEST(Emotion, IsNotFoundByAnotherName) {
    for (const char* name : {"", "Happy", "joy", "happy "}) EXPECT_FALSE(emotion_named(name)) << name;
}

TEST(EmotionProbabilities, AreNeutralWhereAllAreEqual) {
    EXPECT_EQ(EmotionProbabilities{}.most_probable(), Emotion::kNeutral);
}

TEST(EmotionProbabilities, NameTheMostProbable) {
    EmotionProbabilities probabilities;
    probabilities[Emotion::kFear] = 0.6F;
    probabilities[Emotion::kSad] = 0.4F;
    EXPECT_EQ(probabilities.most_probable(), Emotion::kFear);
}

}  // namespace ganemotion
