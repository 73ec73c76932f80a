#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "ganemotion/timeline.h"
#include "sync/timeline_keys.h"

namespace ganemotion {

namespace {

using Json = nlohmann::ordered_json;

// A ten-hour video of short sentences stays below half of it; more is not a timeline but a mistake.
constexpr std::size_t kLargestFile = std::size_t{8} << 20;
// A timeline needs 4 levels; unknown keys may bring some of their own. Deeper nesting would exhaust the stack
// later.
constexpr int kDeepestNesting = 32;
// Times are written with thousandths: what touches in the file must not overlap by the error of a double.
constexpr double kTouching = 1e-6;
// As much of a wrong value as still fits into one line of a message.
constexpr std::size_t kQuotedLength = 40;

std::string quoted(const Json& value) {
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kQuotedLength) text = text.substr(0, kQuotedLength) + "...";
    return text;
}

std::size_t line_at(const std::string& text, std::size_t byte) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

/// Calls `visit` with the byte at which each element of the top-level array "segments" of a well-formed text
/// begins, until it answers false.
template <typename Visit>
void for_each_segment(const std::string& text, const Visit& visit) {
    int depth = 0;
    bool in_segments = false;
    std::string last_string;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const std::size_t begin = i + 1;
            for (++i; i < text.size() && text[i] != '"'; ++i)
                if (text[i] == '\\') ++i;
            last_string = text.substr(begin, i - begin);
        } else if (c == '[' || c == '{') {
            if (depth == 1 && c == '[') in_segments = last_string == keys::kSegments;
            if (depth == 2 && in_segments && !visit(i)) return;
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
}

std::size_t byte_of_segment(const std::string& text, std::size_t index) {
    std::size_t elements = 0;
    std::size_t found = 0;
    for_each_segment(text, [&](std::size_t byte) {
        found = byte;
        return elements++ != index;
    });
    return found;
}

/// The line in which each element of "segments" begins.
std::vector<std::size_t> lines_of_segments(const std::string& text) {
    std::vector<std::size_t> lines;
    std::size_t line = 1;
    std::size_t counted = 0;
    for_each_segment(text, [&](std::size_t byte) {
        line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                    text.begin() + static_cast<std::ptrdiff_t>(byte), '\n'));
        counted = byte;
        lines.push_back(line);
        return true;
    });
    return lines;
}

/// The text that is read and its name: what a complaint needs.
struct Source {
    const std::string& text;
    const std::string& name;

    [[noreturn]] void refuse(const std::string& what) const {
        throw Error(ErrorKind::kUnreadableInput, name + ": " + what);
    }
    [[noreturn]] void refuse_line(std::size_t line, const std::string& what) const {
        throw Error(ErrorKind::kUnreadableInput, name + ":" + std::to_string(line) + ": " + what);
    }
};

/// One element of "segments" with its place, for exact complaints.
class SegmentReader {
  public:
    SegmentReader(const Source& source, const Json& json, std::size_t index)
        : source_(source), json_(json), index_(index) {
        if (!json.is_object())
            refuse("must be an object like {\"start\": 0.3, \"end\": 3.2, \"emotion\": \"happy\"}");
    }

    [[nodiscard]] Segment read() const {
        Segment segment;
        segment.start = Seconds{time(keys::kStart)};
        segment.end = Seconds{time(keys::kEnd)};
        if (segment.end <= segment.start)
            refuse("end " + quoted(json_[keys::kEnd]) + " is not after start " + quoted(json_[keys::kStart]));
        segment.emotion = emotion(keys::kEmotion);
        // Who names an emotion and no intensity means the standard expression.
        segment.intensity = json_.contains(keys::kIntensity)
                                ? share(keys::kIntensity, json_[keys::kIntensity])
                                : (segment.emotion ? 1.0 : 0.0);
        // The program always writes a source: a segment without one was added by a person.
        segment.source = json_.contains(keys::kSource) ? string(keys::kSource) : "user";
        segment.leave = json_.contains(keys::kLeave) && boolean(keys::kLeave);
        segment.text = json_.contains(keys::kText) ? string(keys::kText) : "";
        segment.shown = emotion(keys::kShown);
        segment.why = json_.contains(keys::kWhy) ? string(keys::kWhy) : "";
        for (const auto& [key, value] : json_.items())
            if (!keys::is_of_segment(key)) segment.unknown[key] = value;
        read_probabilities(segment);
        return segment;
    }

  private:
    const Source& source_;
    const Json& json_;
    std::size_t index_;

    [[noreturn]] void refuse(const std::string& what) const {
        source_.refuse_line(line_at(source_.text, byte_of_segment(source_.text, index_)),
                            "segments[" + std::to_string(index_) + "]: " + what);
    }

    [[nodiscard]] double number(const std::string& key, const Json& value) const {
        if (!value.is_number()) refuse(key + " must be a number, not " + quoted(value));
        return value.get<double>();
    }

    [[nodiscard]] double time(const char* key) const {
        if (!json_.contains(key)) refuse(std::string(key) + " is missing; give it in seconds");
        const double seconds = number(key, json_[key]);
        if (seconds < 0)
            refuse(std::string(key) + " " + quoted(json_[key]) + " is negative; the video begins at 0");
        return seconds;
    }

    [[nodiscard]] double share(const std::string& key, const Json& value) const {
        const double share = number(key, value);
        if (share < 0 || share > 1) refuse(key + " " + quoted(value) + " is outside 0..1; use 0 to 1");
        return share;
    }

    [[nodiscard]] std::string string(const char* key) const {
        if (!json_[key].is_string()) refuse(std::string(key) + " must be a text, not " + quoted(json_[key]));
        return json_[key].get<std::string>();
    }

    [[nodiscard]] bool boolean(const char* key) const {
        if (!json_[key].is_boolean())
            refuse(std::string(key) + " must be true or false, not " + quoted(json_[key]));
        return json_[key].get<bool>();
    }

    [[nodiscard]] std::optional<Emotion> emotion(const char* key) const {
        if (!json_.contains(key) || json_[key].is_null()) return std::nullopt;
        const Json& value = json_[key];
        if (value.is_string())
            if (const auto known = emotion_named(value.get<std::string>())) return known;
        std::string names;
        for (const Emotion each : kEmotions) names += std::string(name_of(each)) + ", ";
        refuse(std::string(key) + " " + quoted(value) + " is not known; use " + names + "or null");
    }

    void read_probabilities(Segment& segment) const {
        if (!json_.contains(keys::kProbabilities) || json_[keys::kProbabilities].is_null()) return;
        const Json& values = json_[keys::kProbabilities];
        if (!values.is_object())
            refuse("probabilities must be an object like {\"happy\": 0.9, \"neutral\": 0.1}");
        segment.probabilities.emplace();
        for (const auto& [name, value] : values.items()) {
            if (const auto known = emotion_named(name))
                (*segment.probabilities)[*known] = static_cast<float>(share("probability of " + name, value));
            else
                segment.unknown[keys::kProbabilities][name] = value;
        }
    }
};

Json parse_json(const Source& source) {
    if (source.text.size() > kLargestFile)
        source.refuse("is larger than " + std::to_string(kLargestFile >> 20) + " MB: this is not a timeline");
    const auto check_depth = [&](int depth, Json::parse_event_t, Json&) {
        if (depth > kDeepestNesting)
            source.refuse("is nested deeper than " + std::to_string(kDeepestNesting) +
                          " levels: this is not a timeline");
        return true;
    };
    try {
        return Json::parse(source.text, check_depth);
    } catch (const Json::parse_error& error) {
        // nlohmann: "[json.exception...] parse error at line 1, column 2: syntax error while ... - reason;
        // last read: ..."
        std::string reason = error.what();
        if (const auto colon = reason.find(": "); colon != std::string::npos)
            reason = reason.substr(colon + 2);
        reason = reason.substr(0, reason.find("; last read"));
        source.refuse_line(line_at(source.text, error.byte == 0 ? 0 : error.byte - 1),
                           "is not JSON: " + reason);
    } catch (const Json::out_of_range& error) {
        const std::string reason = error.what();
        source.refuse("has a number too large to be read" +
                      reason.substr(std::min(reason.rfind(' '), reason.size())));
    }
}

void check_version(const Source& source, const Json& json) {
    if (!json.contains(keys::kVersion)) return;
    if (json[keys::kVersion] != keys::kCurrentVersion)
        source.refuse("version " + quoted(json[keys::kVersion]) +
                      " is not known; this program reads version " + std::to_string(keys::kCurrentVersion));
}

std::string stretch(const Segment& segment) {
    return quoted(segment.start.count()) + " to " + quoted(segment.end.count()) + " s";
}

/// In order of time; complains of the first two that overlap by the numbers that they have in the file.
std::vector<Segment> in_order(const Source& source, const std::vector<Segment>& segments) {
    std::vector<std::size_t> order(segments.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return segments[a].start < segments[b].start; });
    std::vector<Segment> ordered;
    ordered.reserve(segments.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Segment& segment = segments[order[i]];
        if (i > 0 && ordered.back().end.count() > segment.start.count() + kTouching)
            source.refuse_line(line_at(source.text, byte_of_segment(source.text, order[i])),
                               "segments[" + std::to_string(order[i]) + "] (" + stretch(segment) +
                                   ") overlaps segments[" + std::to_string(order[i - 1]) + "] (" +
                                   stretch(ordered.back()) + "); let one end where the other begins");
        ordered.push_back(segment);
    }
    return ordered;
}

}  // namespace

Timeline parse_timeline(const std::string& json_text, const std::string& name_for_errors) {
    const Source source{json_text, name_for_errors};
    const Json json = parse_json(source);
    if (!json.is_object())
        source.refuse("must be an object with \"segments\", as docs/timeline.md describes it");
    check_version(source, json);

    Timeline timeline;
    if (json.contains(keys::kSource)) {
        if (!json[keys::kSource].is_string())
            source.refuse("source must be a file name, not " + quoted(json[keys::kSource]));
        timeline.source = json[keys::kSource].get<std::string>();
    }
    if (!json.contains(keys::kSegments) || !json[keys::kSegments].is_array())
        source.refuse("has no list \"segments\", as docs/timeline.md describes it");
    std::vector<Segment> segments;
    const std::vector<std::size_t> lines = lines_of_segments(source.text);
    for (const Json& element : json[keys::kSegments]) {
        segments.push_back(SegmentReader(source, element, segments.size()).read());
        if (segments.size() <= lines.size()) segments.back().line = lines[segments.size() - 1];
    }
    timeline.segments = in_order(source, segments);
    for (const auto& [key, value] : json.items())
        if (!keys::is_of_timeline(key)) timeline.unknown[key] = value;
    return timeline;
}

Timeline read_timeline(const std::filesystem::path& file) {
    std::error_code unknown_size;
    if (std::filesystem::file_size(file, unknown_size) > kLargestFile && !unknown_size)
        throw Error(ErrorKind::kUnreadableInput, file.string() + ": is larger than " +
                                                     std::to_string(kLargestFile >> 20) +
                                                     " MB: this is not a timeline");
    return parse_timeline(files::read_text(file), file.string());
}

}  // namespace ganemotion
