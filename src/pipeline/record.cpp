#include "pipeline/record.h"

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "migration/skin.h"
#include "sync/rule_table.h"

namespace ganemotion::pipeline {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kNote = "The expression of a face in this video was changed by GANemotion.";

std::filesystem::path beside(const std::filesystem::path& output, const char* ending) {
    return output.parent_path() / (output.stem().string() + ending);
}

std::string as_text(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

const char* name_of_choice(FaceChoice choice) {
    switch (choice) {
        case FaceChoice::kSpeaker:
            return "speaker";
        case FaceChoice::kLargest:
            return "largest";
        default:
            return "all";
    }
}

Json options_of(const EnlivenOptions& options) {
    Json json = {{"style", options.style}};
    if (options.alpha_mouth) json["alpha_mouth"] = *options.alpha_mouth;
    if (options.alpha_rest) json["alpha_rest"] = *options.alpha_rest;
    json["face"] = name_of_choice(options.face);
    if (!options.character.empty()) json["character"] = options.character.filename().string();
    if (const auto rules = sync::changed_rules({{}, options.ease}); !rules.empty()) json["rules"] = rules;
    if (options.space == Space::kCrop)
        json["space"] = "crop";
    else
        json["skin"] = options.skin && migration::Skin::is_there();
    json["pose"] = options.pose;
    json["codec"] = options.codec;
    json["crf"] = options.crf;
    json["preset"] = options.preset;
    return json;
}

/// What the outcome of an analysis depends on.
Json options_of(const AnalyseOptions& options) {
    return {{"subtitles", options.subtitles.string()},
            {"emotion", options.emotion ? name_of(*options.emotion) : ""},
            {"intensity", options.intensity},
            {"face", name_of_choice(options.face)},
            {"speech_model", options.speech_model.string()},
            {"speech_engine", static_cast<int>(options.speech_engine)},
            {"rules", sync::changed_rules({options.sync, {}})}};
}

}  // namespace

std::filesystem::path record_path(const std::filesystem::path& output) {
    return beside(output, ".ganemotion.json");
}

void write_record(const std::filesystem::path& output, const std::filesystem::path& video,
                  const std::string& video_sha256, const Timeline& timeline, const EnlivenOptions& options,
                  const Report& report) {
    Json emotions = Json::array();
    for (const Emotion emotion : report.emotions) emotions.push_back(name_of(emotion));
    const Json record = {{"program", "ganemotion"},
                         {"version", version()},
                         {"note", report.copied ? "Nothing was changed." : kNote},
                         {"source", {{"file", video.filename().string()}, {"sha256", video_sha256}}},
                         {"options", options_of(options)},
                         {"emotions", emotions},
                         {"frames", report.frames},
                         {"changed_frames", report.changed_frames},
                         {"timeline", Json::parse(to_json(timeline))}};
    files::write_text(record_path(output), as_text(record));
}

KeptAnalysis::KeptAnalysis(const std::filesystem::path& output, std::string video_sha256,
                           const AnalyseOptions& options)
    : file_(beside(output, ".ganemotion-part.json")),
      video_sha256_(std::move(video_sha256)),
      options_(as_text(options_of(options))) {}

std::optional<Timeline> KeptAnalysis::read() const {
    if (!std::filesystem::exists(file_)) return std::nullopt;
    const Json kept = Json::parse(files::read_text(file_), nullptr, false);
    if (!kept.is_object() || !kept.contains("timeline")) return std::nullopt;
    if (kept.value("version", "") != version() || kept.value("sha256", "") != video_sha256_)
        return std::nullopt;
    if (!kept.contains("options") || as_text(kept["options"]) != options_) return std::nullopt;
    return parse_timeline(as_text(kept["timeline"]), file_.string());
}

void KeptAnalysis::write(const Timeline& timeline) const {
    files::write_text(file_, as_text({{"version", version()},
                                      {"sha256", video_sha256_},
                                      {"options", Json::parse(options_)},
                                      {"timeline", Json::parse(to_json(timeline))}}));
}

void KeptAnalysis::remove() const {
    std::error_code it_may_never_have_been_there;
    std::filesystem::remove(file_, it_may_never_have_been_there);
}

}  // namespace ganemotion::pipeline
