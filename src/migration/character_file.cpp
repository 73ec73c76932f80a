#include <cmath>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "migration/character.h"

namespace ganemotion::migration {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
    throw Error(ErrorKind::kUnreadableInput, file.string() + ": " + what);
}

double rounded(float value, double steps) {
    return std::round(value * steps) / steps;
}

Json resting_json(const action_units::RestingFace& resting) {
    Json mesh = Json::array();
    for (const float value : resting.mesh.reshaped<Eigen::RowMajor>()) mesh.push_back(rounded(value, 1e5));
    Json blendshapes = Json::object();
    for (int i = 0; i < face::kBlendshapeCount; ++i)
        blendshapes[std::string(face::blendshape_name(i))] =
            rounded(resting.blendshapes[static_cast<std::size_t>(i)], 1e4);
    return {{"mesh", mesh}, {"blendshapes", blendshapes}};
}

action_units::RestingFace resting_from(const Json& json, const std::filesystem::path& file) {
    const char* const kWhat = "resting is not a mesh of 478 vertices and its blendshapes; measure it anew";
    const Json none = Json::array();
    const Json& mesh = json.is_object() && json.contains("mesh") ? json["mesh"] : none;
    if (mesh.size() != static_cast<std::size_t>(face::kVertexCount * 3)) refuse(file, kWhat);
    action_units::RestingFace resting;
    for (int i = 0; i < face::kVertexCount * 3; ++i) {
        const Json& value = mesh[static_cast<std::size_t>(i)];
        if (!value.is_number() || !std::isfinite(value.get<float>())) refuse(file, kWhat);
        resting.mesh(i / 3, i % 3) = value.get<float>();
    }
    for (int i = 0; i < face::kBlendshapeCount; ++i) {
        const Json value = json.value("blendshapes", Json::object())
                               .value(std::string(face::blendshape_name(i)), Json(nullptr));
        if (!value.is_number()) refuse(file, kWhat);
        resting.blendshapes[static_cast<std::size_t>(i)] = value.get<float>();
    }
    return resting;
}

void read_range(Character& character, const Json& json, const std::filesystem::path& file) {
    for (const auto& [name, entry] : json.items()) {
        const auto unit = action_unit_named(name);
        if (!unit) refuse(file, "range: unknown action unit " + name);
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_number() || !entry[1].is_number())
            refuse(file, "range: " + name + " is not a lowest and a highest number");
        character.range[*index_of_action_unit(*unit)] = {entry[0].get<float>(), entry[1].get<float>()};
    }
}

}  // namespace

Character read_character(const std::filesystem::path& file) {
    const Json json = Json::parse(files::read_text(file), nullptr, false);
    if (!json.is_object() || !json.contains("expressions"))
        refuse(file, "is not a character file: a JSON object with expressions");
    if (json.value("version", Json(kVersion)) != kVersion)
        refuse(file, "version " + json["version"].dump() + " is not one that this program reads, " +
                         std::to_string(kVersion));
    Character character;
    if (json.contains("source") && json["source"].is_string()) character.source = json["source"];
    if (json.contains("faces") && json["faces"].is_number_integer()) character.faces = json["faces"];
    if (json.contains("resting")) character.resting = resting_from(json["resting"], file);
    if (json.contains("range")) read_range(character, json["range"], file);
    character.expressions = expressions_from(json["expressions"], file);
    return character;
}

std::string to_json(const Character& character) {
    Json range = Json::object();
    for (std::size_t i = 0; i < kActionUnitCount; ++i)
        range[action_unit_name(kActionUnits[i])] = {rounded(character.range[i].low, 100),
                                                    rounded(character.range[i].high, 100)};
    const Json expressions = to_json(character.expressions);

    // A line each, also the many numbers of the mesh: the file is for people.
    std::string text = "{\n  \"version\": " + std::to_string(kVersion);
    const auto add = [&text](const char* key, const Json& value) {
        text += ",\n  \"" + std::string(key) +
                "\": " + value.dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    add("source", character.source);
    add("faces", character.faces);
    text += ",\n  \"expressions\": {";
    for (const char* comma = ""; const auto& [name, forms] : expressions.items()) {
        text += std::string(comma) + "\n    \"" + name + "\": " + forms.dump();
        comma = ",";
    }
    text += "\n  }";
    add("range", range);
    if (character.resting) add("resting", resting_json(*character.resting));
    return text + "\n}\n";
}

}  // namespace ganemotion::migration
