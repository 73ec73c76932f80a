#include "migration/standard_expressions.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ganemotion::migration {
namespace {

TEST(StandardExpressions, NameTheUnitsOfThePublishedTable) {
    const ExpressionLibrary library = standard_expressions();
    ASSERT_EQ(library.size(), kEmotionCount);
    for (const double openness : {0.0, 0.5, 1.0}) {
        EXPECT_GT(library.at(Emotion::kHappy).at(openness)[12], 0.5F);
        EXPECT_GT(library.at(Emotion::kSad).at(openness)[15], 0.3F);
        EXPECT_GT(library.at(Emotion::kSurprise).at(openness)[1], 0.3F);
        EXPECT_GT(library.at(Emotion::kAngry).at(openness)[4], 0.3F);
        EXPECT_GT(library.at(Emotion::kDisgust).at(openness)[9], 0.3F);
        EXPECT_LT(library.at(Emotion::kNeutral).at(openness)[12], 0.1F);
    }
}

TEST(StandardExpressions, SmileWithClosedLipsOnAClosedMouth) {
    const Expression smile = standard_expressions().at(Emotion::kHappy);
    EXPECT_EQ(smile.closed[25], 0);
    EXPECT_GT(smile.open[25], 0.3F);
    EXPECT_GT(smile.closed[12], 0.5F);
}

TEST(StandardExpressions, OpenTheMouthForSurpriseAndFearWhateverItDoes) {
    const ExpressionLibrary library = standard_expressions();
    for (const Emotion emotion : {Emotion::kSurprise, Emotion::kFear})
        EXPECT_GT(library.at(emotion).closed[25], 0.3F) << name_of(emotion);
    for (const Emotion emotion : {Emotion::kHappy, Emotion::kSad, Emotion::kAngry, Emotion::kDisgust})
        EXPECT_LT(library.at(emotion).closed[25], 0.05F) << name_of(emotion);
}

TEST(Expression, PassesFromOneFormToTheOther) {
    Expression expression;
    expression.closed[24] = 0.6F;
    expression.open[25] = 0.8F;
    EXPECT_EQ(expression.at(0), expression.closed);
    EXPECT_EQ(expression.at(1), expression.open);
    EXPECT_FLOAT_EQ(expression.at(0.5)[24], 0.3F);
    EXPECT_FLOAT_EQ(expression.at(0.5)[25], 0.4F);
}

TEST(OpennessOf, GrowsWithTheUnitsThatOpenTheMouth) {
    ActionUnits now;
    EXPECT_EQ(openness_of(now), 0);
    now[25] = 0.08F;
    EXPECT_EQ(openness_of(now), 0) << "the noise of the estimate";
    now[25] = 0.3F;
    EXPECT_NEAR(openness_of(now), 0.5, 1e-6);
    now[26] = 0.9F;
    EXPECT_EQ(openness_of(now), 1);
}

TEST(ExpressionLibrary, IsReadAsItWasWritten) {
    const ExpressionLibrary library = standard_expressions();
    const nlohmann::ordered_json json = to_json(library);
    EXPECT_EQ(to_json(expressions_from(json, "own.json")), json);
    EXPECT_TRUE(json["happy"].contains("closed"));
    EXPECT_TRUE(json["neutral"].contains("AU12")) << "one form for both";
}

}  // namespace
}  // namespace ganemotion::migration
