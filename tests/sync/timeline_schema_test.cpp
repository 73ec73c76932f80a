// The published schema (docs/timeline.schema.json) and the reader of the program must accept the same files.

#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ganemotion/error.h"
#include "ganemotion/timeline.h"

namespace ganemotion {

namespace {

using Json = nlohmann::json;

Json read_schema() {
    return Json::parse(std::ifstream(PROJECT_FOLDER "/docs/timeline.schema.json"));
}

bool is_of_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    throw std::logic_error("the schema has a type that this test does not know: " + type);
}

/// The part of JSON Schema that the published one uses; any other keyword is an error of this test.
bool is_valid(const Json& value, const Json& schema, const Json& root) {
    for (const auto& [keyword, rule] : schema.items()) {
        bool valid = true;
        if (keyword == "$ref") {
            valid = is_valid(value, root.at(Json::json_pointer(rule.get<std::string>().substr(1))), root);
        } else if (keyword == "type") {
            valid = false;
            for (const Json& type : rule.is_array() ? rule : Json::array({rule}))
                valid |= is_of_type(value, type);
        } else if (keyword == "required") {
            for (const Json& key : rule)
                valid &= !value.is_object() || value.contains(key.get<std::string>());
        } else if (keyword == "properties") {
            for (const auto& [key, sub] : rule.items())
                valid &= !value.is_object() || !value.contains(key) || is_valid(value[key], sub, root);
        } else if (keyword == "items") {
            if (value.is_array())
                for (const Json& item : value) valid &= is_valid(item, rule, root);
        } else if (keyword == "enum") {
            valid = std::find(rule.begin(), rule.end(), value) != rule.end();
        } else if (keyword == "const") {
            valid = value == rule;
        } else if (keyword == "minimum") {
            valid = !value.is_number() || value >= rule;
        } else if (keyword == "exclusiveMinimum") {
            valid = !value.is_number() || value > rule;
        } else if (keyword == "maximum") {
            valid = !value.is_number() || value <= rule;
        } else if (keyword != "$schema" && keyword != "$defs" && keyword != "title" &&
                   keyword != "description") {
            throw std::logic_error("the schema has a keyword that this test does not know: " + keyword);
        }
        if (!valid) return false;
    }
    return true;
}

bool schema_accepts(const std::string& json) {
    const Json schema = read_schema();
    return is_valid(Json::parse(json), schema, schema);
}

bool reader_accepts(const std::string& json) {
    try {
        parse_timeline(json, "talk.json");
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

TEST(TimelineSchema, AcceptsWhatTheProgramWrites) {
    Segment segment;
    segment.end = Seconds{1};
    segment.emotion = Emotion::kHappy;
    segment.intensity = 0.5;
    segment.leave = true;
    segment.text = "Hello.";
    segment.probabilities.emplace();
    segment.shown = Emotion::kSad;
    segment.why = "because";
    segment.unknown["author"] = "Ann";
    Segment gap;
    gap.start = Seconds{1};
    gap.end = Seconds{2};
    gap.source = "gap";
    EXPECT_TRUE(schema_accepts(to_json({"talk.mp4", {segment, gap}})));
}

TEST(TimelineSchema, AcceptsAndRefusesWhatTheReaderDoes) {
    for (const char* members : {"",
                                ", \"emotion\": \"happy\"",
                                ", \"emotion\": null",
                                ", \"emotion\": \"joy\"",
                                ", \"emotion\": 3",
                                ", \"intensity\": 1",
                                ", \"intensity\": 1.1",
                                ", \"intensity\": -1",
                                ", \"intensity\": null",
                                ", \"leave\": true",
                                ", \"leave\": 1",
                                ", \"text\": \"a\"",
                                ", \"text\": 1",
                                ", \"source\": \"user\"",
                                ", \"source\": 1",
                                ", \"shown\": \"sad\"",
                                ", \"shown\": null",
                                ", \"shown\": \"joy\"",
                                ", \"why\": \"a\"",
                                ", \"why\": []",
                                ", \"probabilities\": null",
                                ", \"probabilities\": {}",
                                ", \"probabilities\": {\"happy\": 0.5, \"proud\": \"much\"}",
                                ", \"probabilities\": {\"happy\": 2}",
                                ", \"probabilities\": 3",
                                ", \"start\": -1",
                                ", \"start\": \"0\"",
                                ", \"end\": 0",
                                ", \"anything\": {}"}) {
        const std::string json =
            "{\"version\": 1, \"segments\": [{\"start\": 0, \"end\": 1" + std::string(members) + "}]}";
        EXPECT_EQ(schema_accepts(json), reader_accepts(json)) << json;
    }
    for (const char* json : {"{}", "[]", "{\"segments\": []}", "{\"segments\": {}}", "{\"segments\": [3]}",
                             "{\"segments\": [{\"start\": 0}]}", "{\"version\": 2, \"segments\": []}",
                             "{\"source\": 3, \"segments\": []}", "{\"segments\": [], \"anything\": 3}"})
        EXPECT_EQ(schema_accepts(json), reader_accepts(json)) << json;
}

}  // namespace ganemotion
