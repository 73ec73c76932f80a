#include "pipeline/made_ahead.h"

#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

TEST(MadeAhead, GivesAllValuesInOrderAndThenNothing) {
    MadeAhead<int> numbers(3, [n = 0]() mutable { return n < 100 ? std::optional(n++) : std::nullopt; });
    for (int i = 0; i < 100; ++i) EXPECT_EQ(numbers.next(), i);
    EXPECT_EQ(numbers.next(), std::nullopt);
}

TEST(MadeAhead, PassesOnWhatTheMakerThrowsAfterWhatItMade) {
    MadeAhead<int> numbers(3, [n = 0]() mutable -> std::optional<int> {
        if (n == 2) throw std::runtime_error("no more");
        return n++;
    });
    EXPECT_EQ(numbers.next(), 0);
    EXPECT_EQ(numbers.next(), 1);
    EXPECT_THROW(numbers.next(), std::runtime_error);
}

TEST(MadeAhead, MakesNoMoreThanIsWaitedForAndStopsWhenNobodyTakes) {
    std::atomic<int> made = 0;
    {
        MadeAhead<int> numbers(2, [&] { return std::optional(made++); });
        EXPECT_EQ(numbers.next(), 0);
        EXPECT_EQ(numbers.next(), 1);
    }
    EXPECT_LE(made, 2 + 2 + 1) << "taken, waiting, in the maker's hand";
}

}  // namespace ganemotion::pipeline
