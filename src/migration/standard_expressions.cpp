#include "migration/standard_expressions.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::migration {

namespace {

// AU25 and AU26 of a mouth whose lips only touch are estimated as up to 0.1, and teeth show from 0.5.
constexpr double kClosed = 0.1;
constexpr double kOpen = 0.5;

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
        const bool has_forms = entry.is_object() && entry.contains("closed") && entry.contains("open");
        library[*emotion] = {units_from(has_forms ? entry["closed"] : entry, name, file),
                             units_from(has_forms ? entry["open"] : entry, name, file)};
    }
    return library;
}

nlohmann::ordered_json units_json(const ActionUnits& units) {
    auto json = nlohmann::ordered_json::object();
    for (const int unit : kActionUnits)
        if (units[unit] > 0) json[action_unit_name(unit)] = std::round(units[unit] * 100.0) / 100.0;
    return json;
}

}  // namespace

ActionUnits Expression::at(double openness) const {
    return closed + static_cast<float>(openness) * (open - closed);
}

double openness_of(const ActionUnits& now) {
    return std::clamp((std::max(now[25], now[26]) - kClosed) / (kOpen - kClosed), 0.0, 1.0);
}

Expression operator*(float factor, const Expression& expression) {
    return {factor * expression.closed, factor * expression.open};
}

ExpressionLibrary standard_expressions() {
    const std::filesystem::path file = nn::committed_model("geometry/standard_expressions.json");
    return parse(nlohmann::ordered_json::parse(files::read_text(file), nullptr, false), file);
}

ExpressionLibrary expressions_from(const nlohmann::ordered_json& json, const std::filesystem::path& file) {
    ExpressionLibrary library = parse(json, file);
    library.merge(standard_expressions());
    return library;
}

nlohmann::ordered_json to_json(const ExpressionLibrary& library) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& [emotion, forms] : library) {
        auto& entry = json[std::string(name_of(emotion))];
        if (forms.closed == forms.open)
            entry = units_json(forms.closed);
        else
            entry = {{"closed", units_json(forms.closed)}, {"open", units_json(forms.open)}};
    }
    return json;
}

}  // namespace ganemotion::migration
