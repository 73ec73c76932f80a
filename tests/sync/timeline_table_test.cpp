#include "sync/timeline_table.h"

#include <gtest/gtest.h>

namespace ganemotion::sync {

TEST(TimelineTable, HasALineForEverySegmentInColumns) {
    const Timeline timeline = parse_timeline(R"({"segments": [
        {"start": 0.31, "end": 3.18, "emotion": "happy", "intensity": 0.8, "source": "speech", "text": "I got\nit!"},
        {"start": 3.18, "end": 5, "emotion": null, "source": "gap"},
        {"start": 3725.5, "end": 3726, "emotion": "sad", "leave": true}]})",
                                             "talk.json");
    EXPECT_EQ(to_table(timeline),
              "start       end         emotion  intensity  source  text\n"
              "00:00.31    00:03.18    happy    0.80       speech  I got it!\n"
              "00:03.18    00:05.00    -                   gap\n"
              "1:02:05.50  1:02:06.00  sad      left       user\n");
}

}  // namespace ganemotion::sync
