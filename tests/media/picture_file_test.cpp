#include "media/picture_file.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "files/output_file.h"
#include "workplace.h"

namespace ganemotion::media {
namespace {

namespace fs = std::filesystem;

const std::string kAstronaut = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total() * 3);
}

// Red, green, blue and white quarters: every way of turning it shows.
cv::Mat quarters() {
    cv::Mat rgb(40, 60, CV_8UC3, cv::Scalar(255, 255, 255));
    rgb(cv::Rect(0, 0, 30, 20)).setTo(cv::Scalar(255, 0, 0));
    rgb(cv::Rect(30, 0, 30, 20)).setTo(cv::Scalar(0, 255, 0));
    rgb(cv::Rect(0, 20, 30, 20)).setTo(cv::Scalar(0, 0, 255));
    return rgb;
}

TEST(PictureFile, GivesBackEveryPixelOfAPng) {
    const Workplace place;
    const cv::Mat astronaut = to_rgb(read_picture(kAstronaut));
    EXPECT_EQ(astronaut.size(), cv::Size(512, 512));
    write_picture(from_rgb(astronaut), place / "out.png");
    EXPECT_EQ(cv::norm(to_rgb(read_picture(place / "out.png")), astronaut, cv::NORM_INF), 0);
}

TEST(PictureFile, KeepsAJpegNearTheOriginal) {
    const Workplace place;
    const cv::Mat astronaut = to_rgb(read_picture(kAstronaut));
    for (const std::string name : {"out.jpg", "OUT.JPEG"}) {
        write_picture(from_rgb(astronaut), place / name);
        EXPECT_LE(mean_difference(to_rgb(read_picture(place / name)), astronaut), 1.5);
    }
}

TEST(PictureFile, LaysAlphaOverWhite) {
    const Workplace place;
    ffmpeg("-f lavfi -i color=red:s=32x32:d=1,format=rgba,colorchannelmixer=aa=0.5 -frames:v 1 " +
           (place / "half.png").string());
    const cv::Vec3b pixel = to_rgb(read_picture(place / "half.png")).at<cv::Vec3b>(16, 16);
    EXPECT_NEAR(pixel[0], 255, 2);
    EXPECT_NEAR(pixel[1], 128, 3);
    EXPECT_NEAR(pixel[2], 128, 3);
}

TEST(PictureFile, ReadsDeepGrayAndPalettePictures) {
    const Workplace place;
    const cv::Mat astronaut = to_rgb(read_picture(kAstronaut));
    ffmpeg("-i " + kAstronaut + " -pix_fmt rgb48be " + (place / "deep.png").string());
    EXPECT_EQ(cv::norm(to_rgb(read_picture(place / "deep.png")), astronaut, cv::NORM_INF), 0);
    ffmpeg("-i " + kAstronaut + " -pix_fmt gray " + (place / "gray.png").string());
    const cv::Mat gray = to_rgb(read_picture(place / "gray.png"));
    EXPECT_EQ(gray.at<cv::Vec3b>(100, 230)[0], gray.at<cv::Vec3b>(100, 230)[2]);
    EXPECT_NEAR(cv::mean(gray)[0], cv::mean(astronaut).dot({0.299, 0.587, 0.114}), 2);
    ffmpeg("-i " + kAstronaut + " " + (place / "palette.gif").string());
    EXPECT_LE(mean_difference(to_rgb(read_picture(place / "palette.gif")), astronaut), 20);
    ffmpeg("-i " + kAstronaut + " " + (place / "plain.bmp").string());
    EXPECT_EQ(cv::norm(to_rgb(read_picture(place / "plain.bmp")), astronaut, cv::NORM_INF), 0);
    ffmpeg("-i " + kAstronaut + " -lossless 1 " + (place / "lossless.webp").string());
    EXPECT_EQ(cv::norm(to_rgb(read_picture(place / "lossless.webp")), astronaut, cv::NORM_INF), 0);
}

TEST(PictureFile, ReadsAPictureOfOnePixel) {
    const Workplace place;
    const cv::Mat pixel(1, 1, CV_8UC3, cv::Scalar(10, 200, 90));
    write_picture(from_rgb(pixel), place / "one.png");
    EXPECT_EQ(cv::norm(to_rgb(read_picture(place / "one.png")), pixel, cv::NORM_INF), 0);
    write_picture(from_rgb(pixel), place / "one.jpg");
    EXPECT_EQ(read_picture(place / "one.jpg").size(), cv::Size(1, 1));
}

// A JPEG with an EXIF header (big endian, one entry: the orientation) right after its first marker.
void write_with_orientation(const Picture& picture, char orientation, const fs::path& file) {
    write_picture(picture, file);
    std::string jpeg = files::read_text(file);
    const std::string tiff{'M', 'M', 0, 42, 0, 0, 0,           8, 0, 1, 1, 0x12, 0,
                           3,   0,   0, 0,  1, 0, orientation, 0, 0, 0, 0, 0,    0};
    const std::string exif = std::string("Exif\0\0", 6) + tiff;
    const std::string marker = {'\xFF', '\xE1', 0, static_cast<char>(exif.size() + 2)};
    jpeg.insert(2, marker + exif);
    files::write_text(file, jpeg);
}

TEST(PictureFile, TurnsAPictureUpright) {
    const Workplace place;
    const cv::Mat upright = quarters();
    cv::Mat turned;
    cv::transpose(upright, turned);
    // What a camera stores when the picture is to be shown as `upright`, for each orientation of EXIF.
    std::array<cv::Mat, 9> stored;
    stored[1] = upright;
    cv::flip(upright, stored[2], 1);
    cv::flip(upright, stored[3], -1);
    cv::flip(upright, stored[4], 0);
    stored[5] = turned;
    cv::rotate(upright, stored[6], cv::ROTATE_90_COUNTERCLOCKWISE);
    cv::rotate(turned, stored[7], cv::ROTATE_180);
    cv::rotate(upright, stored[8], cv::ROTATE_90_CLOCKWISE);
    for (char orientation = 1; orientation <= 8; ++orientation) {
        write_with_orientation(from_rgb(stored[orientation]), orientation, place / "turned.jpg");
        const cv::Mat read = to_rgb(read_picture(place / "turned.jpg"));
        ASSERT_EQ(read.size(), upright.size()) << int(orientation);
        EXPECT_LE(mean_difference(read, upright), 3) << int(orientation);
    }
}

TEST(PictureFile, TakesANameAsItIs) {
    const Workplace place;
    const Picture picture = read_picture(kAstronaut);
    for (const std::string name : {"a:b.png", "100%03d.png", "d'é 人.png", "-.png"}) {
        write_picture(picture, place / name);
        EXPECT_EQ(read_picture(place / name).size(), picture.size());
    }
}

TEST(PictureFile, ReadsTheFirstFrameOfAVideo) {
    CLIP_OR_SKIP(video, "landscape_720p.mp4");
    EXPECT_EQ(read_picture(video).size(), cv::Size(1280, 720));
}

TEST(PictureFile, IsToldFromAVideo) {
    const Workplace place;
    const Picture picture = read_picture(kAstronaut);
    write_picture(picture, place / "a.jpg");
    EXPECT_TRUE(is_still_picture(place / "a.jpg"));
    EXPECT_TRUE(is_still_picture(kAstronaut));
    ffmpeg("-f lavfi -i testsrc2=s=64x64:d=1 " + (place / "v.mp4").string() + " " +
           (place / "v.gif").string());
    EXPECT_FALSE(is_still_picture(place / "v.mp4"));
    EXPECT_FALSE(is_still_picture(place / "v.gif"));
}

TEST(PictureFile, SaysWhatCanNotBeRead) {
    const Workplace place;
    const auto kind = [](const fs::path& file) {
        return error_of([&] { read_picture(file); }, file.filename().string());
    };
    EXPECT_EQ(kind(place / "missing.png"), ErrorKind::kUnreadableInput);
    EXPECT_EQ(kind(place.folder()), ErrorKind::kUnreadableInput);
    files::write_text(place / "empty.png", "");
    EXPECT_EQ(kind(place / "empty.png"), ErrorKind::kUnreadableInput);
    files::write_text(place / "text.jpg", "not a picture\n");
    EXPECT_EQ(kind(place / "text.jpg"), ErrorKind::kUnreadableInput);
    files::write_text(place / "text.txt", "not a picture\n");
    EXPECT_EQ(kind(place / "text.txt"), ErrorKind::kUnreadableInput);
}

TEST(PictureFile, RefusesAPictureThatIsCutShort) {
    const Workplace place;
    const Picture picture = read_picture(kAstronaut);
    for (const std::string name : {"half.png", "half.jpg"}) {
        write_picture(picture, place / name);
        const std::string whole = files::read_text(place / name);
        files::write_text(place / name, std::string_view(whole).substr(0, whole.size() / 2));
        EXPECT_EQ(error_of([&] { read_picture(place / name); }, name), ErrorKind::kUnreadableInput);
    }
}

TEST(PictureFile, SaysWhatCanNotBeWritten) {
    const Workplace place;
    const Picture picture = read_picture(kAstronaut);
    EXPECT_EQ(error_of([&] { write_picture(picture, place / "out.tiff"); }, "out.tiff"), ErrorKind::kUsage);
    EXPECT_EQ(error_of([&] { write_picture(picture, place / "missing/out.png"); }, "out.png"),
              ErrorKind::kUnwritableOutput);
}

}  // namespace
}  // namespace ganemotion::media
