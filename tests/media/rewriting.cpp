#include "rewriting.h"

#include <gtest/gtest.h>

#include <ostream>

// libx265 does not free all that it allocates: that is no finding of the leak sanitizer in this project.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libx265";
}

namespace ganemotion::media {

namespace fs = std::filesystem;

std::string rewrite(const fs::path& source, const fs::path& target, const EncodeOptions& options,
                    const std::map<std::string, std::string>& marks) {
    VideoReader reader(source);
    VideoWriter writer(target, source, options, marks);
    while (const auto frame = reader.next()) writer.write(*frame);
    writer.finish();
    return writer.warning();
}

fs::path beginning(const Workplace& place, const fs::path& clip, const std::string& name) {
    ffmpeg("-i " + clip.string() + " -t 0.8 -map 0 -c copy " + (place / name).string());
    return place / name;
}

std::ostream& operator<<(std::ostream& out, const Timing& timing) {
    return out << timing.time_stamp << "+" << timing.duration;
}

std::vector<Timing> timings_of(const fs::path& file) {
    VideoReader reader(file);
    std::vector<Timing> timings;
    while (const auto frame = reader.next()) timings.push_back({frame->time_stamp, frame->duration});
    return timings;
}

std::string video_times(const fs::path& file) {
    return output_of("ffprobe -v error -select_streams v:0 -show_entries packet=pts_time -of csv=p=0 " +
                     file.string() + " | sort -n");
}

std::string sound_packets(const fs::path& file) {
    return output_of("ffmpeg -nostdin -v error -i " + file.string() + " -map 0:a -c copy -f streamhash -");
}

std::string sound_packets_and_times(const fs::path& file) {
    return output_of("ffmpeg -nostdin -v error -i " + file.string() +
                     " -map 0:a -c copy -f framehash - | grep -v '^#' | md5sum");
}

std::string shown(const fs::path& file, const std::string& stream, const std::string& entries) {
    const std::string selection = stream.empty() ? "" : "-select_streams " + stream;
    return ffprobe(selection + " -show_entries " + entries + " -of compact " + file.string());
}

std::string tag(const fs::path& file, const std::string& name) {
    const std::string text =
        ffprobe("-show_entries format_tags=" + name + " -of default=nk=1:nw=1 " + file.string());
    return text.substr(0, text.find('\n'));
}

void expect_same_pixels(const fs::path& a, const fs::path& b) {
    VideoReader first(a);
    VideoReader second(b);
    int count = 0;
    while (const auto frame = first.next()) {
        const auto other = second.next();
        ASSERT_TRUE(other) << count;
        for (int i = 0; i < 3; ++i)
            ASSERT_EQ(cv::norm(frame->picture.planes[i], other->picture.planes[i], cv::NORM_INF), 0) << count;
        ++count;
    }
    EXPECT_FALSE(second.next());
    EXPECT_GT(count, 0);
}

}  // namespace ganemotion::media
