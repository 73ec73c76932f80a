#include "speech/plausibility.h"

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

TEST(Plausible, IsWhatAPersonCanSay) {
    EXPECT_TRUE(plausible("I am so happy that we won the prize!", Seconds(2.2)));
    EXPECT_TRUE(plausible("No, no, no!", Seconds(1)));
    EXPECT_TRUE(plausible("I'm sorry. I'm sorry.", Seconds(1.5)));
}

TEST(Plausible, IsNotMoreThanAnyoneCanSayInTheTime) {
    EXPECT_FALSE(plausible("infidelity infidelity infidelity inf", Seconds(0.7)));
}

TEST(Plausible, IsNoLoop) {
    EXPECT_FALSE(plausible("you you you you you you you you", Seconds(4)));
    EXPECT_FALSE(plausible("We talk about the history. We talk about the history.", Seconds(6)));
}

TEST(Plausible, HasWords) {
    EXPECT_FALSE(plausible("", Seconds(2)));
    EXPECT_FALSE(plausible(" ... !", Seconds(2)));
}

TEST(WithoutLoop, KeepsTheFirstCopy) {
    EXPECT_EQ(without_loop(
                  "It is no big deal. Everybody does it. It is no big deal. Everybody does it. It is no big"),
              "It is no big deal. Everybody does it.");
    EXPECT_EQ(without_loop("It is no big deal. Everybody does it."), "It is no big deal. Everybody does it.");
    EXPECT_EQ(without_loop("No! No! No!"), "No! No! No!");
}

TEST(OnlyLatinLetters, AllowsAccentsAndTypography) {
    EXPECT_TRUE(only_latin_letters("“Café” – it’s naïve… Škoda €5"));
    EXPECT_FALSE(only_latin_letters("我們呢"));
    EXPECT_FALSE(only_latin_letters("Привет"));
}

}  // namespace
}  // namespace ganemotion::speech
