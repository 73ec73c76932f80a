#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "speech/subtitle_text.h"
#include "speech/subtitles.h"

namespace ganemotion::speech {

namespace {

constexpr std::string_view kArrow = "-->";
constexpr double kLongestTime =
    1000.0 * 3600;  // seconds; no video is a thousand hours long, and sums stay exact

bool is_blank(std::string_view line) {
    return std::all_of(line.begin(), line.end(),
                       [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
    return text;
}

// "01:02:03,456", "02:03.456": hours may lack, and the fraction has one to three digits. Nothing if it is no
// time.
std::optional<Seconds> time_of(std::string_view text) {
    double seconds = 0;
    double part = 0;
    double fraction = 0;  // what a digit counts after the comma; 0: before it
    int colons = 0;
    bool digits = false;
    for (char c : text) {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            const int digit = c - '0';
            digits = true;
            if (fraction > 0) {
                seconds += digit * fraction;
                fraction /= 10;
            } else {
                part = part * 10 + digit;
            }
            if (part > kLongestTime) return std::nullopt;
        } else if (c == ':' && digits && fraction == 0 && colons < 2) {
            seconds = (seconds + part) * 60;
            part = 0;
            ++colons;
            digits = false;
        } else if ((c == ',' || c == '.') && digits && fraction == 0) {
            fraction = 0.1;
            digits = false;
        } else {
            return std::nullopt;
        }
    }
    if (!digits || colons == 0) return std::nullopt;
    return Seconds(seconds + part);
}

class Reader {
  public:
    Reader(std::string name, std::string_view text) : name_(std::move(name)), lines_(lines_of(text)) {
        vtt_ = !lines_.empty() && (lines_[0] == "WEBVTT" || lines_[0].starts_with("WEBVTT ") ||
                                   lines_[0].starts_with("WEBVTT\t"));
    }

    std::vector<Sentence> read() {
        if (vtt_) skip_block();
        while (at_ < lines_.size()) {
            if (is_blank(lines_[at_]))
                ++at_;
            else if (vtt_ && begins_comment(lines_[at_]))
                skip_block();
            else
                read_cue();
        }
        return std::move(cues_);
    }

  private:
    static bool begins_comment(std::string_view line) {
        for (std::string_view word : {"NOTE", "STYLE", "REGION"})
            if (line.starts_with(word) &&
                (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t'))
                return true;
        return false;
    }

    void skip_block() {
        while (at_ < lines_.size() && !is_blank(lines_[at_])) ++at_;
    }

    [[nodiscard]] bool is_timing(std::size_t line) const {
        return line < lines_.size() && lines_[line].find(kArrow) != std::string_view::npos;
    }

    void read_cue() {
        if (!is_timing(at_) && is_timing(at_ + 1)) ++at_;  // its number or name
        if (!is_timing(at_)) {
            read_text_after_blank_line();
            return;
        }
        Sentence cue = timed(lines_[at_++]);
        cue.text = read_text();
        if (!cue.text.empty() && cue.end > cue.start) cues_.push_back(std::move(cue));
    }

    // Some SubRip files have blank lines inside of a text.
    void read_text_after_blank_line() {
        if (cues_.empty() || vtt_) fail("neither a cue's number nor its times");
        const std::string more = read_text();
        if (!more.empty()) cues_.back().text += " " + more;
    }

    Sentence timed(std::string_view line) {
        const std::size_t arrow = line.find(kArrow);
        const std::string_view after = trimmed(line.substr(arrow + kArrow.size()));
        const auto start = time_of(trimmed(line.substr(0, arrow)));
        const auto end = time_of(after.substr(0, after.find_first_of(" \t")));  // settings follow
        --at_;  // the line that a message names
        if (!start || !end) fail("not times: " + std::string(line.substr(0, 80)));
        if (*end < *start) fail("the cue ends before it starts");
        ++at_;
        return {*start, *end, {}, {}};
    }

    std::string read_text() {
        std::string text;
        for (; at_ < lines_.size() && !is_blank(lines_[at_]); ++at_) {
            if (is_timing(at_) || (is_timing(at_ + 1) && is_number(lines_[at_]))) break;
            text += std::string(lines_[at_]) + "\n";
        }
        return shown_text(text, vtt_);
    }

    static bool is_number(std::string_view line) {
        const std::string_view number = trimmed(line);
        return !number.empty() && std::all_of(number.begin(), number.end(), [](char c) {
            return std::isdigit(static_cast<unsigned char>(c)) != 0;
        });
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw Error(ErrorKind::kUnreadableInput, name_ + ", line " + std::to_string(at_ + 1) + ": " + what +
                                                     "; expected SubRip or WebVTT");
    }

    std::string name_;
    std::vector<std::string_view> lines_;
    bool vtt_ = false;
    std::size_t at_ = 0;
    std::vector<Sentence> cues_;
};

// Two speakers at once have cues that overlap: the first lasts until the second begins; those that begin
// together are one.
std::vector<Sentence> one_after_the_other(std::vector<Sentence> cues) {
    std::stable_sort(cues.begin(), cues.end(),
                     [](const Sentence& a, const Sentence& b) { return a.start < b.start; });
    std::vector<Sentence> sentences;
    for (Sentence& cue : cues) {
        if (!sentences.empty() && sentences.back().start == cue.start) {
            sentences.back().end = std::max(sentences.back().end, cue.end);
            sentences.back().text += " " + cue.text;
            continue;
        }
        if (!sentences.empty()) sentences.back().end = std::min(sentences.back().end, cue.start);
        sentences.push_back(std::move(cue));
    }
    return sentences;
}

}  // namespace

std::vector<Sentence> read_subtitles(const std::filesystem::path& file) {
    const std::string text = as_utf8(files::read_text(file));
    return one_after_the_other(Reader(file.string(), text).read());
}

}  // namespace ganemotion::speech
