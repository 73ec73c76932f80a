#include "cmyk_picture.h"

#include <string>
#include <vector>

#include "files/output_file.h"

namespace ganemotion::apps {

namespace {

/// Little endian.
std::string number(std::size_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
}

constexpr int kShort = 3, kLong = 4;

struct Entry {
    std::size_t tag, type, count, value;
};

}  // namespace

void write_cmyk_tiff(const media::Picture& picture, const std::filesystem::path& file) {
    const cv::Mat rgb = media::to_rgb(picture);
    std::string inks;
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            for (int c = 0; c < 3; ++c) inks += static_cast<char>(255 - rgb.at<cv::Vec3b>(y, x)[c]);
            inks += '\0';  // no black
        }
    constexpr std::size_t kHeader = 8, kEntries = 10, kDepths = kHeader + 2 + kEntries * 12 + 4;
    const auto width = static_cast<std::size_t>(rgb.cols), height = static_cast<std::size_t>(rgb.rows);
    const std::vector<Entry> entries = {
        {256, kLong, 1, width},        // ImageWidth
        {257, kLong, 1, height},       // ImageLength
        {258, kShort, 4, kDepths},     // BitsPerSample
        {259, kShort, 1, 1},           // Compression: none
        {262, kShort, 1, 5},           // PhotometricInterpretation: separated
        {273, kLong, 1, kDepths + 8},  // StripOffsets
        {277, kShort, 1, 4},           // SamplesPerPixel
        {278, kLong, 1, height},       // RowsPerStrip
        {279, kLong, 1, inks.size()},  // StripByteCounts
        {284, kShort, 1, 1},           // PlanarConfiguration
    };
    std::string tiff = std::string("II*\0", 4) + number(kHeader, 4) + number(kEntries, 2);
    for (const Entry& entry : entries)
        tiff +=
            number(entry.tag, 2) + number(entry.type, 2) + number(entry.count, 4) + number(entry.value, 4);
    tiff += number(0, 4);
    for (int ink = 0; ink < 4; ++ink) tiff += number(8, 2);
    files::write_text(file, tiff + inks);
}

}  // namespace ganemotion::apps
