#include "media/video_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>
#include <vector>

#include "files/output_file.h"
#include "media/picture_file.h"
#include "workplace.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

std::vector<std::int64_t> numbers_in(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::int64_t> numbers;
    for (std::string line; std::getline(stream, line);)
        if (!line.empty()) numbers.push_back(std::stoll(line));
    return numbers;
}

std::vector<std::int64_t> time_stamps_by_ffprobe(const fs::path& file) {
    auto stamps =
        numbers_in(ffprobe("-select_streams v:0 -show_entries packet=pts -of csv=p=0 " + file.string()));
    std::sort(stamps.begin(), stamps.end());
    return stamps;
}

// FFmpeg's own decoding of a file, plane after plane.
class RawVideo {
  public:
    explicit RawVideo(const fs::path& file)
        : pipe_(popen(("ffmpeg -nostdin -v error -noautorotate -i " + file.string() +
                       " -map 0:v:0 -fps_mode passthrough -f rawvideo - 2>&-")
                          .c_str(),
                      "r")) {}
    ~RawVideo() { pclose(pipe_); }
    RawVideo(const RawVideo&) = delete;
    RawVideo& operator=(const RawVideo&) = delete;

    bool next_is(const Picture& picture) {
        for (const cv::Mat& plane : picture.planes) {
            cv::Mat read(plane.size(), CV_8UC1);
            if (std::fread(read.data, 1, read.total(), pipe_) != read.total()) return false;
            if (cv::norm(read, plane, cv::NORM_INF) != 0) return false;
        }
        return true;
    }
    bool at_end() { return std::fgetc(pipe_) == EOF; }

  private:
    FILE* pipe_;
};

int frames_in(VideoReader& reader) {
    int count = 0;
    while (reader.next()) ++count;
    return count;
}

class EveryClip : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(VideoReader, EveryClip,
                         ::testing::Values("interview_man", "congress_man", "banker_woman",
                                           "address_woman_mpeg4", "landscape_720p", "phone_720x1280_silent",
                                           "lips_only_512", "chinese_480", "anime_704x1216_silent"),
                         [](const auto& info) { return std::string(info.param); });

void expect_every_frame(const fs::path& file) {
    const auto expected = time_stamps_by_ffprobe(file);
    VideoReader reader(file, 2);
    std::vector<std::int64_t> found;
    while (const auto frame = reader.next()) {
        found.push_back(frame->time_stamp);
        EXPECT_DOUBLE_EQ(frame->time.count(), reader.info().time_base.seconds(frame->time_stamp).count());
        EXPECT_EQ(frame->picture.size(), reader.info().size);
    }
    EXPECT_EQ(found, expected);
    EXPECT_EQ(reader.info().frame_count, static_cast<std::int64_t>(expected.size()));
    EXPECT_EQ(reader.warning(), "");
    EXPECT_FALSE(reader.next());
}

TEST_P(EveryClip, GivesEveryFrameToTheLastAtItsTime) {
    CLIP_OR_SKIP(file, GetParam() + std::string(".mp4"));
    expect_every_frame(file);
}

// The first seconds: all twenty would take longer than all other clips together.
TEST(VideoReader, GivesEveryFrameOfAnHevcVideo) {
    CLIP_OR_SKIP(clip, "portrait_hevc_1080x1920.mp4");
    const Workplace place;
    ffmpeg("-i " + clip.string() + " -t 3 -c copy " + (place / "hevc.mp4").string());
    expect_every_frame(place / "hevc.mp4");
}

TEST(VideoReader, GivesThePlanesAsFfmpegDecodesThem) {
    for (const std::string name : {"interview_man.mp4", "address_woman_mpeg4.mp4", "chinese_480.mp4"}) {
        CLIP_OR_SKIP(file, name);
        RawVideo raw(file);
        VideoReader reader(file);
        while (const auto frame = reader.next())
            ASSERT_TRUE(raw.next_is(frame->picture)) << name << frame->time_stamp;
        EXPECT_TRUE(raw.at_end());
    }
}

TEST(VideoReader, TellsWhatTheFileSays) {
    CLIP_OR_SKIP(file, "landscape_720p.mp4");
    const VideoInfo info = VideoReader(file).info();
    EXPECT_EQ(info.size, cv::Size(1280, 720));
    EXPECT_EQ(info.rotation, 0);
    EXPECT_DOUBLE_EQ(info.frames_per_second, 30);
    EXPECT_NEAR(info.duration.count(), 9.4, 1e-6);
    EXPECT_TRUE(info.has_sound);
    EXPECT_EQ(info.codec, "h264");
    const auto frame = VideoReader(file).next();
    EXPECT_EQ(frame->picture.color, ColorModel::kYuv709);
    EXPECT_FALSE(frame->picture.full_range);
    CLIP_OR_SKIP(silent, "phone_720x1280_silent.mp4");
    EXPECT_FALSE(VideoReader(silent).info().has_sound);
}

TEST(VideoReader, SaysHowLongEachFrameOfAVariableRateLasts) {
    CLIP_OR_SKIP(file, "interview_man.mp4");
    auto expected = numbers_in(ffprobe(
        "-select_streams v:0 -show_entries frame=pkt_duration -of default=nk=1:nw=1 " + file.string()));
    // The stream lasts 93696 ticks from 507 on, its last frame is shown at 93691: ffprobe forgets the late
    // start.
    expected.back() = 507 + 93696 - 93691;
    VideoReader reader(file);
    std::vector<std::int64_t> found;
    while (const auto frame = reader.next()) found.push_back(frame->duration);
    EXPECT_EQ(found, expected);
}

// Five frames of a test pattern in this pixel format and codec.
fs::path pattern(const Workplace& place, const std::string& name, const std::string& how) {
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 " + how + " " + (place / name).string());
    return place / name;
}

TEST(VideoReader, KeepsEveryPlanarLayoutOfEightBits) {
    const Workplace place;
    const std::vector<std::pair<std::string, cv::Point>> layouts = {{"yuv420p", {1, 1}},
                                                                    {"yuv422p", {1, 0}},
                                                                    {"yuv444p", {0, 0}},
                                                                    {"yuv440p", {0, 1}},
                                                                    {"yuv411p", {2, 0}}};
    for (const auto& [name, shift] : layouts) {
        const auto file = pattern(place, name + ".mkv", "-c:v ffv1 -pix_fmt " + name);
        VideoReader reader(file);
        RawVideo raw(file);
        for (int i = 0; i < 5; ++i) {
            const auto frame = reader.next();
            ASSERT_TRUE(frame) << name;
            EXPECT_EQ(frame->picture.chroma_shift(), shift) << name;
            EXPECT_TRUE(raw.next_is(frame->picture)) << name;
        }
    }
    const auto jpeg = pattern(place, "full.avi", "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p");
    const auto frame = VideoReader(jpeg).next();
    EXPECT_TRUE(frame->picture.full_range);
    EXPECT_TRUE(RawVideo(jpeg).next_is(frame->picture));
}

TEST(VideoReader, MakesEightBitsOfEveryOtherLayout) {
    const Workplace place;
    const auto plain = pattern(place, "plain.mkv", "-c:v ffv1 -pix_fmt yuv420p");
    const cv::Mat expected = to_rgb(VideoReader(plain).next()->picture);
    for (const std::string format :
         {"yuv420p10le", "yuv422p12le", "yuva420p", "bgr0", "gbrp16le", "rgb48le"}) {
        const auto file = pattern(place, format + ".mkv", "-c:v ffv1 -pix_fmt " + format);
        VideoReader reader(file);
        const auto frame = reader.next();
        ASSERT_TRUE(frame) << format;
        EXPECT_EQ(frame->picture.chroma_shift(), cv::Point(1, 1)) << format;
        const double difference = cv::norm(to_rgb(frame->picture), expected, cv::NORM_L1) / (128 * 96 * 3);
        EXPECT_LE(difference, 6) << format;
        EXPECT_EQ(frames_in(reader), 4) << format;
    }
}

TEST(VideoReader, KnowsAGrayVideoAsFullRange) {
    const Workplace place;
    const auto frame = VideoReader(pattern(place, "gray.mkv", "-c:v ffv1 -pix_fmt gray")).next();
    EXPECT_TRUE(frame->picture.full_range);
    EXPECT_EQ(cv::norm(frame->picture.planes[1], cv::Mat(48, 64, CV_8UC1, cv::Scalar(128)), cv::NORM_INF), 0);
}

// ffmpeg turns the picture itself when it writes a PNG: that is what a player shows.
TEST(VideoReader, SaysHowAPlayerTurnsThePicture) {
    const Workplace place;
    const auto plain = pattern(place, "plain.mp4", "-c:v libx264");
    std::set<int> found;
    for (const int tag : {0, 90, 180, 270}) {
        const auto turned = place / "turned.mp4";
        ffmpeg("-i " + plain.string() + " -c copy -metadata:s:v rotate=" + std::to_string(tag) + " " +
               turned.string());
        ffmpeg("-i " + turned.string() + " -frames:v 1 " + (place / "shown.png").string());
        VideoReader reader(turned);
        cv::Mat upright = to_rgb(reader.next()->picture);
        for (int degrees = 0; degrees < reader.info().rotation; degrees += 90)
            cv::rotate(cv::Mat(upright), upright, cv::ROTATE_90_CLOCKWISE);
        const cv::Mat shown = to_rgb(read_picture(place / "shown.png"));
        ASSERT_EQ(upright.size(), shown.size()) << tag;
        EXPECT_LE(cv::norm(upright, shown, cv::NORM_L1) / (128 * 96 * 3), 6) << tag;
        EXPECT_EQ(read_picture(turned).size(), shown.size());
        found.insert(reader.info().rotation);
    }
    EXPECT_EQ(found, (std::set<int>{0, 90, 180, 270}));
}

TEST(VideoReader, DoesNotTakeACoverForAVideo) {
    const Workplace place;
    const std::string sound = "-f lavfi -i sine=d=1 -i " PROJECT_FOLDER "/vendor/pictures/astronaut.png";
    ffmpeg(sound + " -map 0 -map 1 -c:a aac -c:v mjpeg -disposition:v attached_pic " +
           (place / "song.m4a").string());
    EXPECT_EQ(error_of([&] { VideoReader{place / "song.m4a"}; }, "song.m4a"), ErrorKind::kUnreadableInput);
}

TEST(VideoReader, MakesUpTimeStampsWhereTheFileHasNone) {
    const Workplace place;
    VideoReader reader(pattern(place, "bare.h264", "-c:v libx264 -bf 2"));
    Seconds last(-1);
    int count = 0;
    while (const auto frame = reader.next()) {
        EXPECT_GT(frame->time, last);
        last = frame->time;
        ++count;
    }
    EXPECT_EQ(count, 5);
    EXPECT_NEAR(last.count(), 0.4, 0.25);
}

TEST(VideoReader, CountsABroadcastStreamFromItsFirstTimeStamp) {
    const Workplace place;
    VideoReader reader(pattern(place, "broadcast.ts", "-c:v mpeg2video -bf 0"));
    EXPECT_NEAR(reader.next()->time.count(), 0, 1e-3);
    EXPECT_EQ(frames_in(reader), 4);
}

TEST(VideoReader, ScalesToTheFirstSizeWhenTheSizeChanges) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v libx264 -f h264 " + (place / "a.h264").string());
    ffmpeg("-f lavfi -i testsrc2=s=64x64:r=10:d=0.5 -c:v libx264 -f h264 " + (place / "b.h264").string());
    files::write_text(place / "both.h264",
                      files::read_text(place / "a.h264") + files::read_text(place / "b.h264"));
    VideoReader reader(place / "both.h264");
    int count = 0;
    while (const auto frame = reader.next()) {
        EXPECT_EQ(frame->picture.size(), cv::Size(128, 96));
        ++count;
    }
    EXPECT_EQ(count, 10);
    EXPECT_NE(reader.warning().find("size"), std::string::npos);
}

TEST(VideoReader, GivesWhatThereIsOfAFileThatIsCutShort) {
    CLIP_OR_SKIP(clip, "landscape_720p.mp4");
    const Workplace place;
    ffmpeg("-i " + clip.string() + " -c copy -movflags faststart " + (place / "whole.mp4").string());
    const std::string whole = files::read_text(place / "whole.mp4");
    files::write_text(place / "half.mp4", std::string_view(whole).substr(0, whole.size() / 2));
    VideoReader reader(place / "half.mp4");
    const int frames = frames_in(reader);
    EXPECT_GT(frames, 70);
    EXPECT_LT(frames, 250);
    EXPECT_FALSE(reader.warning().empty());
}

TEST(VideoReader, GoesOnAfterDamageAndSaysSo) {
    CLIP_OR_SKIP(clip, "congress_man.mp4");
    const Workplace place;
    std::string bytes = files::read_text(clip);
    const std::size_t middle = bytes.size() / 2;
    for (std::size_t i = 0; i < 20000; ++i) bytes[middle + i] = static_cast<char>(i * 31);
    files::write_text(place / "damaged.mp4", bytes);
    VideoReader reader(place / "damaged.mp4");
    EXPECT_GT(frames_in(reader), 100);
    EXPECT_NE(reader.warning().find("damaged"), std::string::npos);
}

TEST(VideoReader, SaysWhatCanNotBeRead) {
    const Workplace place;
    const auto kind = [](const fs::path& file) {
        return error_of([&] { VideoReader{file}; }, file.filename().string());
    };
    EXPECT_EQ(kind(place / "missing.mp4"), ErrorKind::kUnreadableInput);
    files::write_text(place / "empty.mp4", "");
    EXPECT_EQ(kind(place / "empty.mp4"), ErrorKind::kUnreadableInput);
    files::write_text(place / "text.mp4", "This is a text, whatever its name says.\n");
    EXPECT_EQ(kind(place / "text.mp4"), ErrorKind::kUnreadableInput);
    ffmpeg("-f lavfi -i sine=d=1 " + (place / "sound.wav").string());
    EXPECT_EQ(kind(place / "sound.wav"), ErrorKind::kUnreadableInput);
    pattern(place, "whole.mp4", "-c:v libx264");
    const std::string whole = files::read_text(place / "whole.mp4");
    files::write_text(place / "headless.mp4", std::string_view(whole).substr(0, 200));
    EXPECT_EQ(kind(place / "headless.mp4"), ErrorKind::kUnreadableInput);
}

}  // namespace
}  // namespace ganemotion::media
