#include "migration/attention_rule.h"

#include <gtest/gtest.h>

#include "ganemotion/error.h"

namespace ganemotion::migration {
namespace {

ActionUnits units(std::initializer_list<std::pair<int, float>> values) {
    ActionUnits result;
    for (const auto& [unit, value] : values) result[unit] = value;
    return result;
}

TEST(AttentionRule, IsThePublishedFormulaForUnitsThatTheExpressionNames) {
    const Style style{.alpha_mouth = 0.3, .alpha_rest = 0.9};
    const ActionUnits change =
        attention_rule(units({{4, 0.2F}, {20, 0.1F}}), units({{4, 0.7F}, {20, 0.5F}}), style);
    // y_c - y_j = alpha * (y_e - y_j)
    EXPECT_NEAR(change[4], 0.9F * 0.5F, 1e-6F);
    EXPECT_NEAR(change[20], 0.3F * 0.4F, 1e-6F);
}

TEST(AttentionRule, TakesTheCornersOfTheMouthFartherThanTheLips) {
    const ActionUnits asked = units({{10, 0.5F}, {12, 0.5F}, {20, 0.5F}});
    const ActionUnits talking = attention_rule({}, asked, {});
    EXPECT_GT(talking[12], 1.1F * talking[20]);
    EXPECT_LT(talking[10], 0.6F * talking[20]);
    const ActionUnits still = attention_rule({}, asked, still_style());
    for (const int unit : {10, 12, 20}) EXPECT_FLOAT_EQ(still[unit], 0.5F) << unit;
}

TEST(AttentionRule, RelaxesUnitsOfAnotherExpression) {
    const ActionUnits change = attention_rule(units({{12, 0.6F}, {6, 0.5F}}), units({{4, 0.5F}}), {});
    EXPECT_LT(change[12], 0);
    EXPECT_LT(change[6], change[12]) << "alpha is larger outside of the mouth";
}

TEST(AttentionRule, ChangesNothingOnARestingFaceForAnEmptyExpression) {
    EXPECT_EQ(attention_rule({}, {}, {}), ActionUnits());
}

TEST(AttentionRule, DoesNotWeakenAUnitThatIsStrongerThanAskedFor) {
    EXPECT_EQ(attention_rule(units({{12, 0.9F}}), units({{12, 0.4F}}), {})[12], 0);
}

TEST(AttentionRule, LeavesBlinksAndTheLidsDuringThem) {
    const ActionUnits change = attention_rule(units({{45, 1.0F}}), units({{5, 0.5F}, {1, 0.5F}}), {});
    EXPECT_EQ(change[45], 0);
    EXPECT_EQ(change[5], 0);
    EXPECT_GT(change[1], 0);
}

TEST(AttentionRule, HardlyOpensAMouthThatSpeaks) {
    const ActionUnits surprise = units({{25, 0.6F}, {26, 0.6F}});
    EXPECT_LT(attention_rule({}, surprise, {})[26], 0.05F);
    EXPECT_FLOAT_EQ(attention_rule({}, surprise, still_style())[26], 0.6F);
}

TEST(AttentionRule, LiftsBrowsAndLidsFartherForAJawThatMayNotDrop) {
    const ActionUnits brows = units({{1, 0.5F}, {2, 0.5F}, {4, 0.5F}, {5, 0.5F}});
    ActionUnits astonished = brows;
    astonished[26] = 0.8F;
    const ActionUnits without = attention_rule({}, brows, {}), with = attention_rule({}, astonished, {});
    for (const int unit : {1, 2, 5})
        EXPECT_NEAR(with[unit] / without[unit], 1 + 0.4 * 0.95 * 0.8, 1e-4) << unit;
    EXPECT_FLOAT_EQ(with[4], without[4]);
    EXPECT_EQ(attention_rule({}, astonished, still_style())[1], attention_rule({}, brows, still_style())[1]);
}

TEST(ChangeFor, PaintsTheFoldsOfATalkingMouthFartherThanItMoves) {
    const ActionUnits disgust = units({{9, 0.5F}, {10, 0.5F}, {12, 0.5F}, {24, 0.5F}, {26, 0.5F}});
    const Change change = change_for({}, disgust, {});
    EXPECT_EQ(change.moved, attention_rule({}, disgust, {}));
    EXPECT_GT(change.painted[10], 4 * change.moved[10]);
    EXPECT_LT(change.painted[12], 0.5F);
    EXPECT_EQ(change.painted[9], change.moved[9]);
    for (const int no_fold : {24, 26}) EXPECT_EQ(change.painted[no_fold], change.moved[no_fold]);
    EXPECT_EQ(change_for({}, disgust, in_space(Space::kCrop, {})), Change(change.moved));
}

TEST(ChangeFor, MovesTheBrowsOfAPictureLessThanItsFoldsSay) {
    const ActionUnits expression = units({{1, 0.5F}, {5, 0.5F}, {7, 0.5F}});
    const Change change = change_for(units({{2, 0.4F}}), expression, still_style());
    EXPECT_FLOAT_EQ(change.painted[1], 0.5F);
    EXPECT_LT(change.moved[1], change.moved[5]);
    EXPECT_LT(change.moved[5], change.moved[7]);
    EXPECT_FLOAT_EQ(change.moved[7], 0.5F);
    EXPECT_EQ(change.moved[2], change.painted[2]) << "what relaxes takes its whole way";
}

TEST(ChangeFor, LeavesAMouthAloneThatMayNotChange) {
    const Change change = change_for({}, units({{10, 0.5F}, {12, 0.5F}}), {.alpha_mouth = 0});
    EXPECT_EQ(change, Change());
}

TEST(Style, UnknownNamesAreWrongUsage) {
    try {
        style_named("baroque");
        FAIL() << "accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUsage);
        EXPECT_NE(std::string(error.what()).find("baroque"), std::string::npos);
    }
}

}  // namespace
}  // namespace ganemotion::migration
