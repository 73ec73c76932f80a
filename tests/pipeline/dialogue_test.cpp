#include "pipeline/dialogue.h"

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

TEST(Dialogue, RemembersTheLastSentencesOldestFirst) {
    Dialogue dialogue;
    EXPECT_TRUE(dialogue.before().empty());
    for (int i = 0; i < 20; ++i) dialogue.remember(std::to_string(i));
    EXPECT_EQ(dialogue.before().front(), "12");
    EXPECT_EQ(dialogue.before().back(), "19");
}

}  // namespace ganemotion::pipeline
