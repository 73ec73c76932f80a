#include "cfee/cfee.h"

#include <charconv>
#include <map>
#include <sstream>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::training {

namespace {

constexpr float kStrongestLabel = 5;  // a..e are written 1..5
constexpr int kTestShare = 7;         // one person in seven: 26 of 210

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
    return fields;
}

float intensity_of(const std::string& label) {
    float value = 0;
    std::from_chars(label.data(), label.data() + label.size(), value);
    return value / kStrongestLabel;
}

}  // namespace

std::vector<Portrait> read_portraits(const std::filesystem::path& folder) {
    std::istringstream lines(files::read_text(folder / "labels.tsv"));
    std::string line;
    std::getline(lines, line);
    const std::vector<std::string> header = split(line);
    if (header.size() < 4 || header[0] != "file" || header[1] != "person" || header[2] != "emotion")
        throw Error(ErrorKind::kUnreadableInput,
                    (folder / "labels.tsv").string() + ": not the table of the CFEE portraits");

    std::vector<Portrait> portraits;
    while (std::getline(lines, line)) {
        const std::vector<std::string> fields = split(line);
        Portrait portrait;
        portrait.file = fields.at(0);
        portrait.person = std::stoi(fields.at(1));
        if (fields.size() > 2) portrait.emotion = fields[2];
        portrait.labelled = !portrait.emotion.empty();
        for (std::size_t i = 4; i < std::min(fields.size(), header.size()); ++i)
            if (const auto unit = action_unit_named(header[i]))
                portrait.labels[*unit] = intensity_of(fields[i]);
        portraits.push_back(std::move(portrait));
    }
    return portraits;
}

bool is_test_person(int person) {
    return person % kTestShare == 0;
}

}  // namespace ganemotion::training
