#include "media/video_reader.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include "workplace.h"

namespace ganemotion::media {
namespace {

TEST(VideoSeeking, SeeksToTheKeyFrameAtOrBefore) {
    CLIP_OR_SKIP(file, "interview_man.mp4");
    VideoReader reader(file);
    reader.seek(Seconds(5.5));
    const auto frame = reader.next();
    ASSERT_TRUE(frame);
    EXPECT_LE(frame->time.count(), 5.5);
    EXPECT_GE(frame->time.count(), 4.5);
    VideoReader straight(file);
    std::optional<VideoFrame> same;
    while ((same = straight.next()) && same->time_stamp < frame->time_stamp) continue;
    ASSERT_TRUE(same);
    EXPECT_EQ(same->time_stamp, frame->time_stamp);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(cv::norm(same->picture.planes[i], frame->picture.planes[i], cv::NORM_INF), 0);
    reader.seek(Seconds(0));
    EXPECT_EQ(reader.next()->time_stamp, VideoReader(file).next()->time_stamp);
}

class SkippedClip : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(VideoSeeking, SkippedClip,
                         ::testing::Values("interview_man", "address_woman_mpeg4", "landscape_720p",
                                           "anime_704x1216_silent"),
                         [](const auto& info) { return std::string(info.param); });

// A frame of each second that was skipped to, and the one after it.
TEST_P(SkippedClip, GivesFramesAsTheyWouldHaveCome) {
    CLIP_OR_SKIP(file, GetParam() + std::string(".mp4"));
    VideoReader skipping(file, 2), straight(file, 2);
    const auto expect_next = [&](Seconds from) {
        const auto found = skipping.next();
        auto expected = straight.next();
        while (expected && expected->time < from) expected = straight.next();
        ASSERT_EQ(found.has_value(), expected.has_value());
        if (!found) return;
        EXPECT_EQ(found->time_stamp, expected->time_stamp);
        EXPECT_EQ(found->duration, expected->duration);
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(cv::norm(found->picture.planes[i], expected->picture.planes[i], cv::NORM_INF), 0);
    };
    for (Seconds time{0.5}; time < straight.info().duration + Seconds{2}; time += Seconds{1}) {
        skipping.skip_to(time);
        expect_next(time);
        expect_next(Seconds::min());
    }
    EXPECT_EQ(skipping.warning(), "");
}

TEST(VideoSeeking, CanGoBackToTheStartAfterTheEnd) {
    CLIP_OR_SKIP(file, "interview_man.mp4");
    VideoReader reader(file, 2);
    for (int time = 0; time < 2; ++time) {
        int frames = 0;
        while (reader.next()) ++frames;
        EXPECT_EQ(frames, 135);
        reader.seek(Seconds(0));
    }
}

}  // namespace
}  // namespace ganemotion::media
