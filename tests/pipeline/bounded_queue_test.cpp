#include "pipeline/bounded_queue.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

TEST(BoundedQueue, HandsEverythingOverInOrder) {
    BoundedQueue<int> queue(3);
    std::thread giver([&] {
        for (int i = 0; i < 1000; ++i) queue.push(i);
        queue.close();
    });
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(queue.pop(), i);
    EXPECT_EQ(queue.pop(), std::nullopt);
    giver.join();
}

TEST(BoundedQueue, NeverHoldsMoreThanItsCapacity) {
    BoundedQueue<int> queue(3);
    std::atomic<int> given{0};
    std::thread giver([&] {
        for (int i = 0; i < 100; ++i) {
            queue.push(i);
            ++given;
        }
        queue.close();
    });
    for (int taken = 0; queue.pop(); ++taken) EXPECT_LE(given, taken + 1 + 3 + 1);
    giver.join();
    EXPECT_EQ(given, 100);
}

TEST(BoundedQueue, CarriesAnErrorAcrossAfterTheLastValue) {
    BoundedQueue<int> queue(3);
    queue.push(1);
    queue.close(std::make_exception_ptr(std::runtime_error("broken")));
    EXPECT_EQ(queue.pop(), 1);
    EXPECT_THROW(queue.pop(), std::runtime_error);
}

TEST(BoundedQueue, DoesNotHoldUpTheGiverWhenTheTakerGivesUp) {
    BoundedQueue<int> queue(1);
    std::thread giver([&] {
        while (queue.push(0)) {
        }
    });
    queue.pop();
    queue.abandon();
    giver.join();
    EXPECT_FALSE(queue.push(0));
}

}  // namespace ganemotion::pipeline
