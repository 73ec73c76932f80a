#include <array>
#include <charconv>

#include "files/output_file.h"
#include "ganemotion/timeline.h"
#include "sync/timeline_keys.h"

namespace ganemotion {

namespace {

using Json = nlohmann::ordered_json;

/// The double that prints as shortly as the float itself: 0.1F becomes 0.1 and not 0.10000000149.
double as_printed(float value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    double same = 0;
    std::from_chars(digits.data(), end, same);
    return same;
}

Json to_object(const EmotionProbabilities& probabilities) {
    Json object = Json::object();
    for (const Emotion emotion : kEmotions)
        object[std::string(name_of(emotion))] = as_printed(probabilities[emotion]);
    return object;
}

Json name_or_null(const std::optional<Emotion>& emotion) {
    return emotion ? Json(std::string(name_of(*emotion))) : Json(nullptr);
}

Json to_object(const Segment& segment) {
    Json object;
    object[keys::kStart] = segment.start.count();
    object[keys::kEnd] = segment.end.count();
    object[keys::kEmotion] = name_or_null(segment.emotion);
    if (segment.emotion || segment.intensity != 0) object[keys::kIntensity] = segment.intensity;
    object[keys::kSource] = segment.source;
    if (segment.leave) object[keys::kLeave] = true;
    if (!segment.text.empty()) object[keys::kText] = segment.text;
    if (segment.shown) object[keys::kShown] = name_or_null(segment.shown);
    if (!segment.why.empty()) object[keys::kWhy] = segment.why;
    if (segment.probabilities) object[keys::kProbabilities] = to_object(*segment.probabilities);
    for (const auto& [key, value] : segment.unknown.items()) {
        if (key == keys::kProbabilities)
            object[key].update(value);
        else
            object[key] = value;
    }
    return object;
}

/// On one line, with the spaces that people write.
std::string on_one_line(const Json& value) {
    if (!value.is_object()) return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string line = "{";
    for (const auto& [key, member] : value.items())
        line += (line.size() > 1 ? ", " : "") + on_one_line(Json(key)) + ": " + on_one_line(member);
    return line + "}";
}

}  // namespace

std::string to_json(const Timeline& timeline) {
    std::string text = "{\"version\": " + std::to_string(keys::kCurrentVersion);
    text += ", \"source\": " + on_one_line(Json(timeline.source));
    for (const auto& [key, value] : timeline.unknown.items())
        text += ", " + on_one_line(Json(key)) + ": " + on_one_line(value);
    text += ", \"segments\": [";
    for (std::size_t i = 0; i < timeline.segments.size(); ++i)
        text += (i == 0 ? "\n  " : ",\n  ") + on_one_line(to_object(timeline.segments[i]));
    return text + "\n]}\n";
}

void write_timeline(const Timeline& timeline, const std::filesystem::path& file) {
    files::write_text(file, to_json(timeline));
}

}  // namespace ganemotion
