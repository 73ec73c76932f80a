#include "ganemotion/action_units.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace ganemotion {

TEST(ActionUnits, AreFoundByTheNameTheyGive) {
    for (const int number : kActionUnits) EXPECT_EQ(action_unit_named(action_unit_name(number)), number);
}

TEST(ActionUnits, HaveNamesOfTwoDigits) {
    EXPECT_EQ(action_unit_name(1), "AU01");
    EXPECT_EQ(action_unit_name(45), "AU45");
}

TEST(ActionUnits, AreReadWithAndWithoutPrefixAndZero) {
    for (const char* name : {"AU01", "AU1", "01", "1"}) EXPECT_EQ(action_unit_named(name), 1) << name;
}

TEST(ActionUnits, RefuseNamesThatAreNone) {
    for (const char* name : {"", "AU", "AU3", "AU99", "12x", "-1", "AU012345678901234567890"})
        EXPECT_FALSE(action_unit_named(name)) << name;
}

TEST(ActionUnits, RefuseANumberThatIsNone) {
    ActionUnits units;
    EXPECT_THROW(units[3] = 1, std::out_of_range);
}

TEST(ActionUnits, KnowTheUnitsOfTheMouth) {
    EXPECT_TRUE(is_mouth_unit(12));
    EXPECT_TRUE(is_mouth_unit(28));
    EXPECT_FALSE(is_mouth_unit(4));
    EXPECT_FALSE(is_mouth_unit(45));
}

TEST(ActionUnits, AddSubtractAndScaleUnitByUnit) {
    ActionUnits smile;
    smile[12] = 0.5F;
    ActionUnits frown;
    frown[4] = 0.25F;
    const ActionUnits result = 2.0F * smile + frown - smile;
    EXPECT_FLOAT_EQ(result[12], 0.5F);
    EXPECT_FLOAT_EQ(result[4], 0.25F);
    EXPECT_FLOAT_EQ(result[1], 0);
}

}  // namespace ganemotion
