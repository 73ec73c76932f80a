#include <gtest/gtest.h>

#include "files/output_file.h"
#include "media/sound_reader.h"
#include "rewriting.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

// Two sounds with languages, subtitles, chapters, tags, an aspect ratio and a time code.
fs::path rich_video(const Workplace& place) {
    files::write_text(place / "tags.txt",
                      ";FFMETADATA1\ntitle=A Talk\nartist=Somebody\n"
                      "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n"
                      "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=Two\n");
    files::write_text(place / "words.srt",
                      "1\n00:00:00,500 --> 00:00:01,000\nHello\n\n2\n00:00:01,200 --> 00:00:01,900\nWorld\n");
    const auto file = place / "rich.mp4";
    const std::string inputs =
        "-f lavfi -i testsrc2=s=128x96:r=30000/1001:d=2 -f lavfi -i sine=f=440:d=2 -f lavfi -i "
        "sine=f=880:d=2 -i " +
        (place / "words.srt").string() + " -i " + (place / "tags.txt").string();
    const std::string tags =
        " -metadata:s:a:0 language=eng -metadata:s:a:1 language=ger -metadata:s:s language=eng "
        "-disposition:a:1 comment";
    ffmpeg(
        inputs +
        " -map 0 -map 1 -map 2 -map 3 -map_metadata 4 -map_chapters 4 -c:v libx264 -c:a aac -c:s mov_text " +
        tags + " -aspect 4:3 -timecode 01:00:00:00 " + file.string());
    return file;
}

fs::path turned(const Workplace& place, const fs::path& video) {
    ffmpeg("-i " + video.string() + " -map 0:v -map 0:a -map 0:s -c copy -metadata:s:v rotate=90 " +
           (place / "turned.mp4").string());
    return place / "turned.mp4";
}

TEST(VideoWriter, KeepsEverythingBesideThePicture) {
    const Workplace place;
    const auto source = turned(place, rich_video(place));
    const auto out = place / "out.mp4";
    EXPECT_EQ(rewrite(source, out, kQuick, {{"ganemotion", "enlivened"}}), "");
    EXPECT_EQ(sound_packets_and_times(out), sound_packets_and_times(source));
    EXPECT_EQ(video_times(out), video_times(source));
    const std::string entries =
        "stream=codec_name,sample_aspect_ratio,start_time,channels,sample_rate:stream_tags=language,timecode:"
        "stream_disposition=default,comment:stream_side_data=rotation:"
        "chapter=start_time,end_time:chapter_tags=title";
    EXPECT_EQ(shown(out, "", entries), shown(source, "", entries));
    EXPECT_EQ(shown(out, "s", "packet=pts_time,duration_time,size"),
              shown(source, "s", "packet=pts_time,duration_time,size"));
    EXPECT_EQ(VideoReader(out).info().rotation, VideoReader(source).info().rotation);
    EXPECT_NE(VideoReader(out).info().rotation, 0);
    EXPECT_EQ(tag(out, "title"), "A Talk");
    EXPECT_EQ(tag(out, "artist"), "Somebody");
    EXPECT_EQ(tag(out, "ganemotion"), "enlivened");
}

TEST(VideoWriter, KeepsACover) {
    const Workplace place;
    const auto plain = rich_video(place);
    ffmpeg("-i " + plain.string() +
           " -i " PROJECT_FOLDER
           "/vendor/pictures/astronaut.png -map 0:v -map 0:a -map 1 "
           "-c copy -disposition:v:1 attached_pic " +
           (place / "cover.mp4").string());
    const std::string entries = "stream=codec_name,width:stream_disposition=attached_pic";
    const std::string cover = shown(place / "cover.mp4", "v:1", entries);
    EXPECT_NE(cover.find("attached_pic=1"), std::string::npos);
    for (const std::string name : {"out.mp4", "out.mkv"}) {
        EXPECT_EQ(rewrite(place / "cover.mp4", place / name, kQuick, {{"ganemotion", "enlivened"}}), "");
        EXPECT_EQ(shown(place / name, "v:1", entries), cover) << name;
        EXPECT_EQ(timings_of(place / name).size(), 60U) << name;
    }
    EXPECT_EQ(tag(place / "out.mp4", "comment"), "ganemotion: enlivened");
}

TEST(VideoWriter, LeavesOutWhatTheContainerDoesNotTakeAndSaysSo) {
    const Workplace place;
    const auto source = place / "text.mkv";
    ffmpeg("-i " + rich_video(place).string() + " -map 0:v -map 0:a -map 0:s -c copy -c:s srt " +
           source.string());
    const std::string warning = rewrite(source, place / "out.mp4");
    EXPECT_NE(warning.find("subtitles (subrip)"), std::string::npos) << warning;
    EXPECT_EQ(sound_packets(place / "out.mp4"), sound_packets(source));
    EXPECT_EQ(rewrite(source, place / "out.mkv"), "");
    EXPECT_EQ(shown(place / "out.mkv", "s", "packet=pts_time,size"),
              shown(source, "s", "packet=pts_time,size"));
}

TEST(VideoWriter, KeepsTimesFromMatroskaToMatroska) {
    const Workplace place;
    ffmpeg(
        "-f lavfi -i testsrc2=s=128x96:r=30000/1001:d=2 -f lavfi -i sine=f=440:d=2 -c:v libx264 -c:a "
        "libopus " +
        (place / "opus.mkv").string());
    rewrite(place / "opus.mkv", place / "out.mkv");
    EXPECT_EQ(video_times(place / "out.mkv"), video_times(place / "opus.mkv"));
    EXPECT_EQ(sound_packets_and_times(place / "out.mkv"), sound_packets_and_times(place / "opus.mkv"));
}

// AAC comes in another wrapping there.
TEST(VideoWriter, BringsABroadcastStreamIntoOtherContainers) {
    const Workplace place;
    const auto source = place / "broadcast.ts";
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=25:d=2 -f lavfi -i sine=f=440:d=2 -c:v mpeg2video -c:a aac " +
           source.string());
    rewrite(source, place / "out.mp4");
    EXPECT_EQ(timings_of(place / "out.mp4"), timings_of(source));
    EXPECT_EQ(timings_of(source).size(), 50U);
    rewrite(source, place / "out.mkv");
    for (const std::string name : {"out.mp4", "out.mkv"}) {
        EXPECT_LT(VideoReader(place / name).next()->time.count(), 0.1) << name;
        EXPECT_NEAR(SoundReader(place / name).duration().count(), 2.0, 0.15) << name;
        EXPECT_FALSE(SoundReader(place / name).next().empty()) << name;
    }
}

TEST(VideoWriter, KeepsTheOrderOfFields) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=25:d=1 -vf setfield=tff -c:v mpeg2video -flags +ildct+ilme " +
           (place / "fields.mkv").string());
    rewrite(place / "fields.mkv", place / "out.mp4");
    const std::string order =
        shown(place / "out.mp4", "v", "stream=field_order:frame=interlaced_frame,top_field_first");
    EXPECT_NE(order.find("interlaced_frame=1|top_field_first=1"), std::string::npos);
    EXPECT_NE(order.find("field_order=t"), std::string::npos);
}

TEST(VideoWriter, TakesANameAsItIs) {
    const Workplace place;
    const auto source = place / "source.mkv";
    ffmpeg("-f lavfi -i testsrc2=s=128x96:r=10:d=0.5 -c:v ffv1 -pix_fmt yuv420p " + source.string());
    for (const std::string name : {"a:b %03d.mp4", "d'\u00e9 \u4eba.mov", "-.mkv"}) {
        EXPECT_EQ(rewrite(source, place / name), "");
        EXPECT_EQ(timings_of(place / name).size(), 5U);
    }
}

}  // namespace
}  // namespace ganemotion::media
