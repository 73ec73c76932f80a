#include "migration/standard_expressions.h"

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::migration {

namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
    throw Error(ErrorKind::kUnreadableInput, file.string() + ": " + what);
}

ActionUnits units_from(const nlohmann::ordered_json& entry, const std::string& emotion,
                       const std::filesystem::path& file) {
    if (!entry.is_object()) refuse(file, emotion + " is not an object of action units and intensities");
    ActionUnits units;
    for (const auto& [name, intensity] : entry.items()) {
        const auto unit = action_unit_named(name);
        if (!unit) refuse(file, emotion + ": unknown action unit " + name);
        if (!intensity.is_number() || intensity < 0 || intensity > 1)
            refuse(file, emotion + ": the intensity of " + name + " is not a number from 0 to 1");
        units[*unit] = intensity.get<float>();
    }
    return units;
}

ExpressionLibrary parse(const nlohmann::ordered_json& json, const std::filesystem::path& file) {
    if (!json.is_object()) refuse(file, "expressions are not a JSON object of emotions");
    ExpressionLibrary library;
    for (const auto& [name, entry] : json.items()) {
        const auto emotion = emotion_named(name);
        if (!emotion) refuse(file, "unknown emotion " + name);
        library[*emotion] = units_from(entry, name, file);
    }
    return library;
}

}  // namespace

ExpressionLibrary standard_expressions() {
    const std::filesystem::path file = nn::committed_model("geometry/standard_expressions.json");
    return parse(nlohmann::ordered_json::parse(files::read_text(file), nullptr, false), file);
}

ExpressionLibrary expressions_from(const nlohmann::ordered_json& json, const std::filesystem::path& file) {
    ExpressionLibrary library = parse(json, file);
    library.merge(standard_expressions());
    return library;
}

}  // namespace ganemotion::migration
