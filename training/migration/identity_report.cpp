#include "training/migration/identity_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "cfee/cfee.h"
#include "media/picture_file.h"
#include "training/migration/face_descriptor.h"
#include "training/migration/reader.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

constexpr double kSomebodyElse = 0.6;  // dlib's threshold for the model
constexpr double kSurest = 0.25;       // ExpressionsFitOptions::best

void add(Distances& distances, double distance) {
    distances.mean = (distances.mean * distances.pictures + distance) / (distances.pictures + 1);
    distances.farthest = std::max(distances.farthest, distance);
    distances.others += distance > kSomebodyElse ? 1 : 0;
    ++distances.pictures;
}

using Descriptors = std::map<int, Descriptor>;  ///< of neutral pictures, by person

/// Looks at pictures of CFEE.
class Looks {
  public:
    explicit Looks(const std::filesystem::path& cfee) : folder_(cfee / "images") {}

    FaceDescriptor& network() { return network_; }

    [[nodiscard]] std::optional<Descriptor> describe(const Portrait& portrait) {
        const media::Picture picture = media::read_picture(folder_ / portrait.file);
        const auto found = reader_.find(picture);
        if (found.empty()) return std::nullopt;
        return network_.describe(picture, found.front().mesh);
    }

    /// The ensemble's probability that it shows `meant`; 0 where no face is found.
    [[nodiscard]] double sureness(const Portrait& portrait, Emotion meant) {
        const media::Picture picture = media::read_picture(folder_ / portrait.file);
        const auto found = reader_.find(picture);
        return found.empty() ? 0 : reader_.answer(picture, found.front())[meant];
    }

  private:
    std::filesystem::path folder_;
    Reader reader_;
    FaceDescriptor network_;
};

struct Posed {
    double sureness = 0;
    double distance = 0;
};

/// Of everybody whose neutral picture is known, the surest of those who pose each emotion.
std::map<Emotion, Distances> surest(const std::vector<Portrait>& portraits, Looks& looks) {
    Descriptors neutral;
    for (const Portrait& portrait : portraits)
        if (portrait.emotion == "Neutral")
            if (const auto described = looks.describe(portrait)) neutral[portrait.person] = *described;
    std::map<Emotion, std::vector<Posed>> posed;
    for (const Portrait& portrait : portraits) {
        const auto meant = basic_emotion(portrait.emotion);
        const auto person = neutral.find(portrait.person);
        if (!meant || *meant == Emotion::kNeutral || person == neutral.end()) continue;
        if (const auto described = looks.describe(portrait))
            posed[*meant].push_back({looks.sureness(portrait, *meant), distance(*described, person->second)});
    }
    std::map<Emotion, Distances> result;
    for (auto& [emotion, all] : posed) {
        std::sort(all.begin(), all.end(),
                  [](const Posed& a, const Posed& b) { return a.sureness > b.sureness; });
        all.resize(static_cast<std::size_t>(std::lround(kSurest * static_cast<double>(all.size()))));
        Distances& distances = result[emotion] = {.of = "the surest quarter of all people's"};
        for (const Posed& one : all) add(distances, one.distance);
    }
    return result;
}

void print_row(const Distances& one) {
    std::printf("| %s | %d | %.3f | %.3f | %d |\n", one.of.c_str(), one.pictures, one.mean, one.farthest,
                one.others);
}

}  // namespace

IdentityFigures identity_figures(const std::filesystem::path& cfee, const MigratedFaces& faces) {
    Looks looks(cfee);
    std::vector<Descriptor> neutral;
    std::map<int, const Descriptor*> by_person;
    for (const NeutralFace& one : faces.neutral)
        neutral.push_back(looks.network().describe(one.picture, one.face.mesh));
    for (std::size_t i = 0; i < neutral.size(); ++i) by_person[faces.neutral[i].person] = &neutral[i];

    IdentityFigures figures;
    for (const std::string& method : faces.methods) figures.all.push_back({.of = method});
    for (const MigratedFace& one : faces.migrated) {
        auto& of_emotion =
            figures.by_emotion.try_emplace(one.meant, figures.all.size(), Distances{}).first->second;
        of_emotion[one.method].of = faces.methods[one.method];
        if (!one.face) continue;
        const double apart =
            distance(looks.network().describe(one.picture, one.face->mesh), neutral[one.neutral]);
        add(figures.all[one.method], apart);
        add(of_emotion[one.method], apart);
    }

    const std::vector<Portrait> portraits = read_portraits(cfee);
    Distances own{.of = "their own other expressions"};
    std::map<Emotion, Distances> own_of;
    for (const Portrait& portrait : portraits) {
        const auto person = by_person.find(portrait.person);
        if (person == by_person.end() || portrait.emotion == "Neutral") continue;
        const auto described = looks.describe(portrait);
        if (!described) continue;
        const double apart = distance(*described, *person->second);
        add(own, apart);
        if (const auto emotion = basic_emotion(portrait.emotion)) add(own_of[*emotion], apart);
    }
    Distances others{.of = "other people, neutral"};
    for (const auto& [person, one] : by_person)
        for (const auto& [other_person, other] : by_person)
            if (person < other_person) add(others, distance(*one, *other));
    figures.all.push_back(own);
    figures.all.push_back(others);

    const std::map<Emotion, Distances> strong = surest(portraits, looks);
    for (auto& [emotion, rows] : figures.by_emotion) {
        own_of[emotion].of = "their own pictures of it";
        rows.push_back(own_of[emotion]);
        if (strong.contains(emotion)) rows.push_back(strong.at(emotion));
    }
    return figures;
}

void print_identity(const IdentityFigures& figures) {
    std::printf(
        "\nDistance of dlib's face descriptor to the person's neutral picture:\n\n"
        "| | pictures | mean | farthest | beyond 0.6 |\n| --- | ---: | ---: | ---: | ---: |\n");
    for (const Distances& one : figures.all) print_row(one);
    if (figures.by_emotion.empty()) return;
    std::printf("\nThe mean of each emotion (pictures):\n\n| emotion |");
    for (const Distances& one : figures.by_emotion.begin()->second) std::printf(" %s |", one.of.c_str());
    std::printf("\n| --- |");
    for (std::size_t i = 0; i < figures.by_emotion.begin()->second.size(); ++i) std::printf(" ---: |");
    for (const auto& [emotion, rows] : figures.by_emotion) {
        std::printf("\n| %s |", std::string(name_of(emotion)).c_str());
        for (const Distances& one : rows) std::printf(" %.3f (%d) |", one.mean, one.pictures);
    }
    std::printf("\n");
}

}  // namespace ganemotion::training
