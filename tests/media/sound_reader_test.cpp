#include "media/sound_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "files/output_file.h"
#include "workplace.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

std::vector<float> all_samples(const fs::path& file) {
    SoundReader reader(file);
    std::vector<float> samples;
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next())
        samples.insert(samples.end(), piece.begin(), piece.end());
    return samples;
}

double level(const std::vector<float>& samples, double from, double to) {
    const auto begin = samples.begin() + std::llround(from * kSpeechSampleRate);
    const auto end = samples.begin() + std::llround(to * kSpeechSampleRate);
    return std::sqrt(std::inner_product(begin, end, begin, 0.0) / static_cast<double>(end - begin));
}

// When the sound first rises above a hum, in seconds.
double onset(const std::vector<float>& samples) {
    const auto loud =
        std::find_if(samples.begin(), samples.end(), [](float x) { return std::abs(x) > 0.02F; });
    return static_cast<double>(loud - samples.begin()) / kSpeechSampleRate;
}

// FFmpeg's own conversion of the first sound stream.
std::vector<float> by_ffmpeg(const fs::path& file) {
    const std::string bytes = output_of("ffmpeg -nostdin -v error -i " + file.string() +
                                        " -map 0:a:0 -af aresample=16000 -ac 1 -f f32le -");
    std::vector<float> samples(bytes.size() / sizeof(float));
    std::copy_n(bytes.data(), samples.size() * sizeof(float), reinterpret_cast<char*>(samples.data()));
    return samples;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
    const std::size_t count = std::min(a.size(), b.size());
    const auto end = a.begin() + static_cast<std::ptrdiff_t>(count);
    const double ab = std::inner_product(a.begin(), end, b.begin(), 0.0);
    const double aa = std::inner_product(a.begin(), end, a.begin(), 0.0);
    const double bb =
        std::inner_product(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(count), b.begin(), 0.0);
    return ab / std::sqrt(aa * bb);
}

TEST(SoundReader, GivesTheSoundOfEveryTalkingClipInItsFullLength) {
    for (const std::string name : {"interview_man.mp4", "congress_man.mp4", "banker_woman.mp4",
                                   "address_woman_mpeg4.mp4", "chinese_480.mp4"}) {
        CLIP_OR_SKIP(file, name);
        SoundReader reader(file);
        EXPECT_TRUE(reader.has_sound());
        const auto samples = all_samples(file);
        EXPECT_NEAR(static_cast<double>(samples.size()) / kSpeechSampleRate, reader.duration().count(), 0.05)
            << name;
        EXPECT_GT(correlation(samples, by_ffmpeg(file)), 0.999) << name;
        EXPECT_LE(*std::max_element(samples.begin(), samples.end()), 1.0F);
    }
}

TEST(SoundReader, GivesEverySampleOfLosslessSpeechBitForBit) {
    CLIP_OR_SKIP(file, "speech_english.flac");
    EXPECT_EQ(all_samples(file), by_ffmpeg(file));
}

TEST(SoundReader, EndsAtOnceWhereThereIsNoSound) {
    CLIP_OR_SKIP(file, "phone_720x1280_silent.mp4");
    SoundReader reader(file);
    EXPECT_FALSE(reader.has_sound());
    EXPECT_TRUE(reader.next().empty());
}

TEST(SoundReader, MixesChannelsWithoutClipping) {
    const Workplace place;
    ffmpeg("-f lavfi -i \"aevalsrc=0.9*sin(2*PI*440*t)|0.9*sin(2*PI*440*t):d=1:s=48000\" " +
           (place / "stereo.wav").string());
    const auto samples = all_samples(place / "stereo.wav");
    EXPECT_NEAR(level(samples, 0.1, 0.9), 0.9 / std::numbers::sqrt2, 0.01);
    EXPECT_EQ(samples.size(), static_cast<std::size_t>(kSpeechSampleRate));
}

TEST(SoundReader, PrecedesSoundThatBeginsLateBySilence) {
    const Workplace place;
    for (const std::string name : {"late.mp4", "late.mkv"}) {
        ffmpeg(
            "-f lavfi -i testsrc2=s=64x64:d=3 -itsoffset 1.25 -f lavfi -i sine=f=440:d=1 -map 0 -map 1 -c:v "
            "libx264 "
            "-c:a aac " +
            (place / name).string());
        const auto samples = all_samples(place / name);
        EXPECT_NEAR(onset(samples), 1.25, 0.03) << name;
        EXPECT_LT(level(samples, 0, 1.2), 1e-3) << name;
        EXPECT_NEAR(static_cast<double>(samples.size()) / kSpeechSampleRate, 2.25, 0.05) << name;
    }
}

TEST(SoundReader, FillsAHoleWithSilence) {
    const Workplace place;
    ffmpeg("-f lavfi -i sine=f=440:d=4 -af \"aselect='not(between(t,1,3))'\" -c:a pcm_s16le " +
           (place / "hole.mkv").string());
    const auto samples = all_samples(place / "hole.mkv");
    EXPECT_NEAR(static_cast<double>(samples.size()) / kSpeechSampleRate, 4, 0.05);
    EXPECT_GT(level(samples, 0.1, 0.9), 0.05);
    EXPECT_LT(level(samples, 1.1, 2.9), 1e-6);
    EXPECT_GT(level(samples, 3.1, 3.9), 0.05);
}

TEST(SoundReader, StaysOnTimeOverDamage) {
    CLIP_OR_SKIP(clip, "speech_english.flac");
    const Workplace place;
    ffmpeg("-i " + clip.string() + " -c:a libmp3lame -b:a 64k " + (place / "speech.mp3").string());
    const auto whole = all_samples(place / "speech.mp3");
    std::string bytes = files::read_text(place / "speech.mp3");
    for (std::size_t i = 0; i < 3000; ++i) bytes[bytes.size() / 2 + i] = static_cast<char>(i * 37);
    files::write_text(place / "damaged.mp3", bytes);
    const auto damaged = all_samples(place / "damaged.mp3");
    EXPECT_NEAR(static_cast<double>(damaged.size()), static_cast<double>(whole.size()),
                0.5 * kSpeechSampleRate);
    const double first = 0.4 * static_cast<double>(whole.size()) / kSpeechSampleRate;
    EXPECT_NEAR(level(damaged, 0, first), level(whole, 0, first), 1e-4);
}

TEST(SoundReader, CountsABroadcastStreamFromItsFirstTimeStamp) {
    const Workplace place;
    ffmpeg("-f lavfi -i testsrc2=s=64x64:d=2 -f lavfi -i sine=f=440:d=2 -c:v mpeg2video -c:a mp2 " +
           (place / "broadcast.ts").string());
    EXPECT_NEAR(static_cast<double>(all_samples(place / "broadcast.ts").size()) / kSpeechSampleRate, 2, 0.1);
}

TEST(SoundReader, GivesPiecesOfASensibleLength) {
    const Workplace place;
    ffmpeg("-itsoffset 100 -f lavfi -i sine=f=440:d=2 -c:a aac " + (place / "late.mkv").string());
    SoundReader reader(place / "late.mkv");
    std::vector<std::size_t> lengths;
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next()) lengths.push_back(piece.size());
    EXPECT_LE(*std::max_element(lengths.begin(), lengths.end()), 1.2 * kSpeechSampleRate);
    EXPECT_GE(*std::min_element(lengths.begin(), lengths.end() - 1), kSpeechSampleRate / 10U);
    EXPECT_NEAR(std::accumulate(lengths.begin(), lengths.end(), 0.0) / kSpeechSampleRate, 102, 0.1);
}

TEST(SoundReader, SaysWhatCanNotBeRead) {
    const Workplace place;
    EXPECT_EQ(error_of([&] { SoundReader{place / "missing.mp4"}; }, "missing.mp4"),
              ErrorKind::kUnreadableInput);
    files::write_text(place / "text.mp4", "not a sound\n");
    EXPECT_EQ(error_of([&] { SoundReader{place / "text.mp4"}; }, "text.mp4"), ErrorKind::kUnreadableInput);
}

}  // namespace
}  // namespace ganemotion::media
