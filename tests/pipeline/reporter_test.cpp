#include "pipeline/reporter.h"

#include <vector>

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

TEST(Reporter, TellsTheListener) {
    std::vector<double> done;
    std::string warning;
    Listener listener;
    listener.progress = [&](const Progress& progress) {
        done.push_back(progress.done);
        return true;
    };
    listener.warning = [&](const std::string& text) { warning = text; };
    Reporter reporter(listener);
    reporter.advance(Work::kRendering, 1, 10);
    reporter.advance(Work::kRendering, 2, 10);
    reporter.warn("careful");
    EXPECT_EQ(done, (std::vector<double>{1, 2}));
    EXPECT_EQ(warning, "careful");
}

TEST(Reporter, StopsForGoodWhenTheListenerWantsIt) {
    int told = 0;
    Listener listener;
    listener.progress = [&](const Progress&) { return ++told < 2; };
    Reporter reporter(listener);
    reporter.advance(Work::kListening, 1, 10);
    EXPECT_THROW(reporter.advance(Work::kListening, 2, 10), Error);
    EXPECT_THROW(reporter.advance(Work::kLooking, 1, 10), Error);
    EXPECT_EQ(told, 2);
}

TEST(Reporter, StopsEveryoneWhenOneThreadFails) {
    const Listener listener;
    Reporter reporter(listener);
    reporter.advance(Work::kListening, 1, 10);
    reporter.stop();
    try {
        reporter.advance(Work::kListening, 2, 10);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kInterrupted);
    }
}

}  // namespace ganemotion::pipeline
