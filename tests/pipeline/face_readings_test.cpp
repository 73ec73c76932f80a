#include "pipeline/face_readings.h"

#include <gtest/gtest.h>

#include "media/workplace.h"

namespace ganemotion::pipeline {

namespace {

const std::string kPortrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

struct Readings {
    std::vector<FaceReading> all;
    ReadFiles files;
    std::vector<std::string> warnings;
};

Readings read(const std::vector<std::filesystem::path>& files, bool aligned = false) {
    Readings result;
    Listener listener;
    listener.warning = [&](const std::string& warning) { result.warnings.push_back(warning); };
    Reporter reporter(listener);
    result.files = read_faces(
        files, aligned, [&](const FaceReading& reading) { result.all.push_back(reading); }, reporter);
    return result;
}

}  // namespace

TEST(FaceReadings, TellAVideoFromAPicture) {
    const media::Workplace place;
    media::ffmpeg("-loop 1 -i " + kPortrait + " -t 1 -r 5 -pix_fmt yuv420p " +
                  (place / "portrait.mp4").string());
    EXPECT_TRUE(is_video(place / "portrait.mp4"));
    EXPECT_FALSE(is_video(kPortrait));
}

TEST(FaceReadings, LookAtAVideoOnceASecond) {
    const media::Workplace place;
    media::ffmpeg("-loop 1 -i " + kPortrait + " -t 3 -r 10 -pix_fmt yuv420p " +
                  (place / "portrait.mp4").string());
    const Readings readings = read({place / "portrait.mp4"});
    ASSERT_EQ(readings.all.size(), 3U);
    EXPECT_EQ(readings.all[2].frame, 21);
    EXPECT_NEAR(readings.all[2].time->count(), 2, 1e-6);
    EXPECT_EQ(readings.files.faces, 3);
}

TEST(FaceReadings, SeeARotatedVideoUpright) {
    const media::Workplace place;
    const std::string upright = (place / "upright.mp4").string();
    const std::string turned = (place / "turned.mp4").string();
    media::ffmpeg("-loop 1 -i " + kPortrait + " -t 1 -r 2 -vf crop=500:400:0:0 -pix_fmt yuv420p " + upright);
    // Stored lying on its side, with the note that a player turns it.
    media::ffmpeg("-i " + upright + " -vf transpose=2 " + (place / "lying.mp4").string());
    media::ffmpeg("-i " + (place / "lying.mp4").string() + " -c copy -metadata:s:v rotate=270 " + turned);
    const FaceReading straight = read({upright}).all.at(0);
    const FaceReading rotated = read({turned}).all.at(0);
    ASSERT_TRUE(straight.face);
    ASSERT_TRUE(rotated.face);
    EXPECT_EQ(rotated.size, straight.size);
    EXPECT_LT((rotated.face->mesh - straight.face->mesh).rowwise().norm().mean(), 3);
    EXPECT_NEAR(rotated.face->box.x, straight.face->box.x, 5);
}

TEST(FaceReadings, FindAFaceInATightGrayCrop) {
    const media::Workplace place;
    media::ffmpeg("-i " + kPortrait + " -vf crop=110:130:170:60,scale=48:48,format=gray " +
                  (place / "crop.png").string());
    const Readings readings = read({place / "crop.png"}, true);
    ASSERT_EQ(readings.all.size(), 1U);
    EXPECT_TRUE(readings.all[0].face);
}

TEST(FaceReadings, GoOnAfterAFileThatCannotBeRead) {
    const Readings readings = read({"/nowhere.png", kPortrait});
    EXPECT_EQ(readings.files.unreadable, 1);
    EXPECT_EQ(readings.files.faces, 1);
    EXPECT_EQ(readings.warnings.size(), 1U);
    EXPECT_EQ(media::error_of([&] { readings.files.require_all(); }), ErrorKind::kUnreadableInput);
}

TEST(FaceReadings, TellWhereNoFaceIs) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i testsrc=size=200x200 -frames:v 1 " + (place / "test.png").string());
    const Readings readings = read({place / "test.png"});
    ASSERT_EQ(readings.all.size(), 1U);
    EXPECT_FALSE(readings.all[0].face);
    EXPECT_EQ(media::error_of([&] { readings.files.require_all(); }), ErrorKind::kNothingToDo);
}

}  // namespace ganemotion::pipeline
