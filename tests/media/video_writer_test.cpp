#include "media/video_writer.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <limits>
#include <vector>

#include "files/output_file.h"
#include "rewriting.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

void expect_all_kept(const fs::path& source, const fs::path& out) {
    EXPECT_EQ(rewrite(source, out), "");
    EXPECT_EQ(video_times(out), video_times(source));
    const std::string entries = "stream=start_time,sample_aspect_ratio,r_frame_rate";
    EXPECT_EQ(shown(out, "v", entries), shown(source, "v", entries));
    if (VideoReader(source).info().has_sound) {
        EXPECT_EQ(sound_packets_and_times(out), sound_packets_and_times(source));
    }
}

TEST(VideoWriter, KeepsEveryFrameOfAWholeTalkAtItsTimeAndEveryPacketOfSound) {
    for (const std::string name : {"interview_man.mp4", "address_woman_mpeg4.mp4"}) {
        CLIP_OR_SKIP(clip, name);
        const Workplace place;
        expect_all_kept(clip, place / "out.mp4");
        EXPECT_EQ(timings_of(place / "out.mp4"), timings_of(clip));
        EXPECT_EQ(shown(place / "out.mp4", "v", "stream=duration"), shown(clip, "v", "stream=duration"));
    }
}

class EveryClipBegins : public ::testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(VideoWriter, EveryClipBegins,
                         ::testing::Values("congress_man", "banker_woman", "portrait_hevc_1080x1920",
                                           "landscape_720p", "phone_720x1280_silent", "lips_only_512",
                                           "chinese_480", "anime_704x1216_silent"),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(EveryClipBegins, AndIsKeptFrameForFrame) {
    CLIP_OR_SKIP(clip, GetParam() + std::string(".mp4"));
    const Workplace place;
    expect_all_kept(beginning(place, clip), place / "out.mp4");
}

// ffprobe's own durations of frames, which players take as well.
TEST(VideoWriter, KeepsTheDurationsOfAVariableRate) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    rewrite(clip, place / "out.mp4");
    const std::string entries = "packet=pts,duration";
    EXPECT_EQ(shown(place / "out.mp4", "v", entries), shown(clip, "v", entries));
}

TEST(VideoWriter, GivesBackEveryPixelBitForBitAtCrfZero) {
    for (const std::string name : {"interview_man.mp4", "address_woman_mpeg4.mp4", "landscape_720p.mp4"}) {
        CLIP_OR_SKIP(clip, name);
        const Workplace place;
        const auto source = beginning(place, clip);
        rewrite(source, place / "out.mp4", kLossless);
        expect_same_pixels(source, place / "out.mp4");
    }
}

TEST(VideoWriter, KeepsTheLayoutAndRangeOfTheSource) {
    const Workplace place;
    for (const std::string format : {"yuv420p", "yuv422p", "yuv444p"}) {
        const auto source = place / (format + ".mkv");
        ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v ffv1 -pix_fmt " + format + " " +
               source.string());
        rewrite(source, place / (format + ".mp4"), kLossless);
        expect_same_pixels(source, place / (format + ".mp4"));
        EXPECT_NE(shown(place / (format + ".mp4"), "v", "stream=pix_fmt").find(format), std::string::npos);
    }
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v mjpeg -q:v 2 -pix_fmt yuvj420p " +
           (place / "full.mkv").string());
    rewrite(place / "full.mkv", place / "full.mp4", kLossless);
    expect_same_pixels(place / "full.mkv", place / "full.mp4");
    EXPECT_TRUE(VideoReader(place / "full.mp4").next()->picture.full_range);
}

TEST(VideoWriter, KeepsColourTags) {
    const Workplace place;
    const std::string entries =
        "stream=color_range,color_space,color_transfer,color_primaries,chroma_location";
    ffmpeg(
        "-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v libx264 -pix_fmt yuv420p -color_range tv -colorspace "
        "bt2020nc "
        "-color_primaries bt2020 -color_trc smpte2084 " +
        (place / "tagged.mp4").string());
    rewrite(place / "tagged.mp4", place / "out.mp4");
    EXPECT_EQ(shown(place / "out.mp4", "v", entries), shown(place / "tagged.mp4", "v", entries));
    EXPECT_EQ(VideoReader(place / "out.mp4").next()->picture.color, ColorModel::kYuv2020);
}

TEST(VideoWriter, TagsTheColoursThatItMadeOfRgb) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v ffv1 -pix_fmt gbrp " +
           (place / "rgb.mkv").string());
    rewrite(place / "rgb.mkv", place / "out.mp4");
    EXPECT_NE(shown(place / "out.mp4", "v", "stream=color_space,color_range")
                  .find("color_range=tv|color_space=bt709"),
              std::string::npos);
}

TEST(VideoWriter, RepeatsTheLastColumnAndRowOfAnOddSize) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc=s=127x95:r=10:d=0.5 -c:v ffv1 -pix_fmt yuv420p " +
           (place / "odd.mkv").string());
    EXPECT_NE(rewrite(place / "odd.mkv", place / "out.mp4", kLossless).find("even"), std::string::npos);
    const auto odd = VideoReader(place / "odd.mkv").next();
    const auto even = VideoReader(place / "out.mp4").next();
    ASSERT_EQ(even->picture.size(), cv::Size(128, 96));
    const cv::Rect inside(0, 0, 127, 95);
    EXPECT_EQ(cv::norm(even->picture.planes[0](inside), odd->picture.planes[0], cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(even->picture.planes[1], odd->picture.planes[1], cv::NORM_INF), 0);
}

TEST(VideoWriter, EncodesWithOtherEncodersAtTheSameTimes) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    const auto source = beginning(place, clip);
    for (const auto& [codec, name] : std::vector<std::pair<std::string, std::string>>{
             {"mpeg4", "a.mp4"}, {"libx265", "b.mp4"}, {"prores_ks", "c.mov"}}) {
        EncodeOptions options = kQuick;
        options.codec = codec;
        rewrite(source, place / name, options);
        EXPECT_EQ(timings_of(place / name), timings_of(source)) << codec;
        EXPECT_EQ(sound_packets_and_times(place / name), sound_packets_and_times(source)) << codec;
    }
    rewrite(source, place / "d.mkv", {.codec = "ffv1"});
    expect_same_pixels(source, place / "d.mkv");
}

TEST(VideoWriter, TurnsACoarserCrfIntoFewerBytesWithEveryEncoder) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=1 -c:v ffv1 -pix_fmt yuv420p " +
           (place / "source.mkv").string());
    for (const std::string codec : {"libx264", "libx265", "mpeg4", "mjpeg", "libvpx-vp9"}) {
        std::uintmax_t before = std::numeric_limits<std::uintmax_t>::max();
        for (const int crf : {8, 25, 42}) {
            rewrite(place / "source.mkv", place / "out.mkv",
                    {.codec = codec, .crf = crf, .preset = "veryfast"});
            EXPECT_LT(fs::file_size(place / "out.mkv"), before) << codec << crf;
            before = fs::file_size(place / "out.mkv");
        }
    }
}

TEST(VideoWriter, RefusesWhatDoesNotSuitBeforeAnyWork) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    const auto kind = [&](const std::string& name, EncodeOptions options) {
        const auto file = place / name;
        EXPECT_FALSE(fs::exists(file));
        return error_of([&] { check_encoding(file, clip, options); });
    };
    EXPECT_EQ(kind("out.avi", {}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out", {}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.webm", {}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.webm", {.codec = "libvpx-vp9"}), ErrorKind::kUsage) << "its sound is AAC";
    EXPECT_EQ(kind("out.mp4", {.codec = "ffv1"}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.mp4", {.codec = "nothing"}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.mp4", {.codec = "aac"}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.mp4", {.crf = 52}), ErrorKind::kUsage);
    EXPECT_EQ(kind("out.mp4", {.preset = "hasty"}), ErrorKind::kUsage);
    const auto turned = place / "turned.mp4";
    ffmpeg("-i " + clip.string() + " -t 0.5 -c copy -metadata:s:v rotate=90 " + turned.string());
    EXPECT_EQ(error_of([&] { check_encoding(place / "out.mkv", turned, {}); }, "out.mkv"), ErrorKind::kUsage);
    check_encoding(place / "out.mp4", clip, {});
    check_encoding(place / "OUT.MKV", clip, {});
    check_encoding(place / "out.mov", clip, {.codec = "mpeg4"});
}

TEST(VideoWriter, LeavesNothingBehindWhenItIsNotFinished) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    {
        VideoReader reader(clip);
        VideoWriter writer(place / "out.mp4", clip, kQuick);
        for (int i = 0; i < 20; ++i) writer.write(*reader.next());
    }
    EXPECT_TRUE(fs::is_empty(place.folder()));
}

// No file may grow beyond this size while it lives: what a full disk looks like to a program.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : handler_(signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
    sighandler_t handler_;
};

TEST(VideoWriter, SaysThatTheDiskIsFullAndLeavesWhatWasThere) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    const auto source = beginning(place, clip);
    rewrite(source, place / "whole.mp4");
    const auto whole = fs::file_size(place / "whole.mp4");
    for (const std::string name : {"out.mp4", "out.mkv"}) {
        files::write_text(place / name, "what was there");
        for (const auto size : {std::uintmax_t{0}, whole / 2, whole - 2000}) {
            const FullDisk disk(size);
            EXPECT_EQ(error_of([&] { rewrite(source, place / name); }, name), ErrorKind::kUnwritableOutput)
                << size;
        }
        EXPECT_EQ(files::read_text(place / name), "what was there");
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(place.folder()), fs::directory_iterator()), 4);
}

TEST(VideoWriter, NamesTheFolderThatIsMissing) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    EXPECT_EQ(error_of([&] { VideoWriter(place / "missing/out.mp4", clip, kQuick); }, "missing"),
              ErrorKind::kUnwritableOutput);
    EXPECT_EQ(error_of([&] { VideoWriter(place / "out.mp4", place / "none.mp4", kQuick); }, "none.mp4"),
              ErrorKind::kUnreadableInput);
}

TEST(CopyFile, CopiesEveryByteOrNothing) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const Workplace place;
    media::copy_file(clip, place / "copy.mp4");
    EXPECT_EQ(files::read_text(place / "copy.mp4"), files::read_text(clip));
    EXPECT_EQ(error_of([&] { media::copy_file(place / "none.mp4", place / "out.mp4"); }, "none.mp4"),
              ErrorKind::kUnreadableInput);
    EXPECT_EQ(error_of([&] { media::copy_file(place.folder(), place / "out.mp4"); }),
              ErrorKind::kUnreadableInput);
    {
        const FullDisk disk(1000);
        EXPECT_EQ(error_of([&] { media::copy_file(clip, place / "out.mp4"); }, "out.mp4"),
                  ErrorKind::kUnwritableOutput);
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(place.folder()), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace ganemotion::media
