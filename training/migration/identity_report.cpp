#include "training/migration/identity_report.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "training/migration/face_descriptor.h"

namespace ganemotion::training {

namespace {

constexpr double kSomebodyElse = 0.6;  // dlib's threshold for the model

void add(Distances& distances, double distance) {
    distances.mean = (distances.mean * distances.pictures + distance) / (distances.pictures + 1);
    distances.farthest = std::max(distances.farthest, distance);
    distances.others += distance > kSomebodyElse ? 1 : 0;
    ++distances.pictures;
}

}  // namespace

std::vector<Distances> identity_figures(const std::filesystem::path& cfee, const MigratedFaces& faces) {
    FaceDescriptor network;
    std::vector<Descriptor> neutral;
    std::map<int, const Descriptor*> by_person;
    for (const NeutralFace& one : faces.neutral)
        neutral.push_back(network.describe(one.picture, one.face.mesh));
    for (std::size_t i = 0; i < neutral.size(); ++i) by_person[faces.neutral[i].person] = &neutral[i];

    std::vector<Distances> figures;
    for (const std::string& method : faces.methods) figures.push_back({.of = method});
    for (const MigratedFace& one : faces.migrated)
        if (one.face)
            add(figures[one.method],
                distance(network.describe(one.picture, one.face->mesh), neutral[one.neutral]));

    Distances own{.of = "their own other expressions"};
    face::FaceFinder finder;
    for (const Portrait& portrait : read_portraits(cfee)) {
        const auto person = by_person.find(portrait.person);
        if (person == by_person.end() || portrait.emotion == "Neutral") continue;
        const media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
        if (const auto found = finder.find(picture); !found.empty())
            add(own, distance(network.describe(picture, found.front().mesh), *person->second));
    }
    Distances others{.of = "other people, neutral"};
    for (const auto& [person, one] : by_person)
        for (const auto& [other_person, other] : by_person)
            if (person < other_person) add(others, distance(*one, *other));
    figures.push_back(own);
    figures.push_back(others);
    return figures;
}

void print_identity(const std::vector<Distances>& figures) {
    std::printf(
        "\nDistance of dlib's face descriptor to the person's neutral picture:\n\n"
        "| | pictures | mean | farthest | beyond 0.6 |\n| --- | ---: | ---: | ---: | ---: |\n");
    for (const Distances& one : figures)
        std::printf("| %s | %d | %.3f | %.3f | %d |\n", one.of.c_str(), one.pictures, one.mean, one.farthest,
                    one.others);
}

}  // namespace ganemotion::training
