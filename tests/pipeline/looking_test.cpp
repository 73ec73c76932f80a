#include "pipeline/looking.h"

#include <gtest/gtest.h>

#include "media/workplace.h"

namespace ganemotion::pipeline {

namespace {

const std::string kPortrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

std::vector<Person> look_at(const std::filesystem::path& video) {
    const Listener listener;
    Reporter reporter(listener);
    return look(video, 1, reporter);
}

}  // namespace

TEST(Looking, SeesTheOnePersonOfAPortraitAllTheTime) {
    const media::Workplace place;
    const auto video = place / "portrait.mp4";
    media::ffmpeg("-loop 1 -i " + kPortrait + " -t 4 -r 10 -pix_fmt yuv420p " + video.string());
    const auto people = look_at(video);
    ASSERT_EQ(people.size(), 1U);
    EXPECT_GE(people[0].sightings.size(), 18U);
    EXPECT_EQ(people[0].sightings.front().time, Seconds{0});
    // A portrait that does not move: neither lips nor head, but for the noise of encoding.
    EXPECT_LT(people[0].sightings.front().mouth_motion.value(), SyncOptions().still_mouth);
    EXPECT_LT(people[0].sightings.front().head_motion.value(), SyncOptions().moving_head);
    // The published rule: a look a second.
    ASSERT_EQ(people[0].shown.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_NEAR(people[0].shown[i].time.count(), static_cast<double>(i), 0.05);
}

TEST(Looking, TellsTwoPeopleApart) {
    const media::Workplace place;
    const auto video = place / "two.mp4";
    media::ffmpeg("-loop 1 -i " + kPortrait +
                  " -t 1 -r 10 -vf crop=256:256:96:0,split[a][b],[a][b]hstack,format=yuv420p " +
                  video.string());
    const auto people = look_at(video);
    ASSERT_EQ(people.size(), 2U);
    for (const Person& person : people) EXPECT_TRUE(person.sightings.back().mouth_motion);
    EXPECT_EQ(people[0].sightings.size(), people[1].sightings.size());
}

TEST(Looking, KnowsWhoSitsElsewhereAfterACut) {
    const media::Workplace place;
    const auto video = place / "cut.mp4";
    media::ffmpeg(
        "-f lavfi -i color=gray:size=768x256:rate=10:duration=4 -loop 1 -i " + kPortrait +
        " -filter_complex [1]crop=256:256:96:0[p],[0][p]overlay=x='if(lt(t\\,2)\\,0\\,512)':shortest=1 "
        "-t 4 -pix_fmt yuv420p " +
        video.string());
    const auto people = look_at(video);
    ASSERT_EQ(people.size(), 1U);
    EXPECT_LT(people[0].sightings.front().box.x, 256);
    EXPECT_GT(people[0].sightings.back().box.x, 512);
}

TEST(Looking, SeesNobodyInATestPicture) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i testsrc=size=320x240:duration=1:rate=5 -pix_fmt yuv420p " +
                  (place / "test.mp4").string());
    EXPECT_TRUE(look_at(place / "test.mp4").empty());
}

TEST(Looking, StopsWhenItIsToldTo) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i testsrc=size=320x240:duration=1:rate=5 -pix_fmt yuv420p " +
                  (place / "test.mp4").string());
    Listener listener;
    listener.progress = [](const Progress&) { return false; };
    Reporter reporter(listener);
    EXPECT_EQ(media::error_of([&] { look(place / "test.mp4", 1, reporter); }), ErrorKind::kInterrupted);
}

}  // namespace ganemotion::pipeline
