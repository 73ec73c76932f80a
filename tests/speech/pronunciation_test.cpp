#include "speech/pronunciation.h"

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

TEST(Pronunciation, FollowsTheLettersOfAnUnknownWord) {
    EXPECT_EQ(guessed_pronunciation("zorbly"), "Z AO R B L IY");
    EXPECT_EQ(guessed_pronunciation("quintash"), "K W IH N T AE SH");
    EXPECT_EQ(guessed_pronunciation("thackeray's"), "TH AE K ER EY S");
}

TEST(Pronunciation, LeavesOutASilentEButNotTheOnlyVowel) {
    EXPECT_EQ(guessed_pronunciation("brane"), "B R AE N");
    EXPECT_EQ(guessed_pronunciation("e"), "EH");
}

TEST(Pronunciation, IsNeverEmpty) {
    EXPECT_FALSE(guessed_pronunciation("").empty());
    EXPECT_FALSE(guessed_pronunciation("\xC3\xA9").empty());
}

}  // namespace
}  // namespace ganemotion::speech
