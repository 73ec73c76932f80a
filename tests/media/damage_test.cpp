#include <gtest/gtest.h>

#include <random>

#include "files/output_file.h"
#include "media/picture_file.h"
#include "media/sound_reader.h"
#include "rewriting.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

// Reads all that can be read; an Error is an answer too.
void read_everything(const fs::path& file) {
    try {
        VideoReader reader(file, 2);
        while (reader.next()) continue;
        reader.seek(Seconds(0.2));
        reader.next();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput) << error.what();
    }
    try {
        SoundReader sound(file);
        while (!sound.next().empty()) continue;
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput) << error.what();
    }
    try {
        read_picture(file);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput) << error.what();
    }
}

// Some bytes anywhere, and often some near the front or the end, where the headers are.
std::string damaged(std::string bytes, std::mt19937& random) {
    constexpr std::size_t kHeader = 2000;
    const std::size_t places = 1 + random() % 8;
    for (std::size_t i = 0; i < places; ++i) {
        const std::size_t range = std::min(kHeader, bytes.size());
        const std::size_t near = random() % range;
        const std::size_t at = random() % 3 == 0   ? random() % bytes.size()
                               : random() % 2 == 0 ? near
                                                   : bytes.size() - 1 - near;
        bytes[at] = static_cast<char>(random());
    }
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    return bytes;
}

TEST(Damage, NeverDoesMoreThanAnError) {
    constexpr int kDamagedFiles = 12;  // of each kind
    const Workplace place;
    const std::string inputs = "-f lavfi -i testsrc2=s=64x48:r=10:d=1 -f lavfi -i sine=f=440:d=1 ";
    ffmpeg(inputs + "-c:v libx264 -c:a aac " + (place / "a.mp4").string());
    ffmpeg(inputs + "-c:v libvpx-vp9 -deadline realtime -c:a libopus " + (place / "b.webm").string());
    ffmpeg(inputs + "-c:v mpeg2video -c:a mp2 " + (place / "c.ts").string());
    ffmpeg("-f lavfi -i testsrc2=s=64x48 -frames:v 1 " + (place / "d.png").string() + " -frames:v 1 " +
           (place / "e.jpg").string());
    std::mt19937 random(20240722);
    for (const std::string name : {"a.mp4", "b.webm", "c.ts", "d.png", "e.jpg"}) {
        const std::string whole = files::read_text(place / name);
        for (int i = 0; i < kDamagedFiles; ++i) {
            files::write_text(place / ("damaged-" + name), damaged(whole, random));
            SCOPED_TRACE(name + " " + std::to_string(i));
            read_everything(place / ("damaged-" + name));
        }
    }
}

// What can be read of a damaged video can be written, with the sound beside it.
TEST(Damage, DoesNotKeepAVideoFromBeingWritten) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    std::string bytes = files::read_text(beginning(place, clip));
    std::mt19937 random(7);
    for (std::size_t i = bytes.size() / 3; i < bytes.size() / 2; i += 97)
        bytes[i] = static_cast<char>(random());
    files::write_text(place / "damaged.mp4", bytes);
    rewrite(place / "damaged.mp4", place / "out.mp4");
    EXPECT_EQ(timings_of(place / "out.mp4").size(), timings_of(place / "damaged.mp4").size());
    EXPECT_EQ(sound_packets(place / "out.mp4"), sound_packets(place / "damaged.mp4"));
}

}  // namespace
}  // namespace ganemotion::media
