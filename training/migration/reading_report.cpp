#include "training/migration/reading_report.h"

#include <cstdio>
#include <set>

#include "cfee/cfee.h"
#include "media/picture_file.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

/// Share of all pictures that are seen as they are meant.
double overall(const Readings& readings) {
    double seen = 0;
    int pictures = 0;
    for (const auto& [meant, reading] : readings) {
        seen += reading.share(meant) * reading.pictures;
        pictures += reading.pictures;
    }
    return seen / std::max(1, pictures);
}

Reading reading_of(const Readings& readings, Emotion meant) {
    const auto found = readings.find(meant);
    return found == readings.end() ? Reading{} : found->second;
}

}  // namespace

ReadingFigures reading_figures(const std::filesystem::path& cfee, const MigratedFaces& faces) {
    Reader reader;
    ReadingFigures figures;
    figures.methods = faces.methods;
    figures.migrated.resize(faces.methods.size());
    std::set<int> people;
    std::vector<EmotionProbabilities> before;
    for (const NeutralFace& neutral : faces.neutral) {
        people.insert(neutral.person);
        before.push_back(reader.answer(neutral.picture, neutral.face));
    }
    for (const MigratedFace& face : faces.migrated) {
        if (face.method == 0) figures.neutral[face.meant].add(before[face.neutral], face.meant);
        if (face.face)
            figures.migrated[face.method][face.meant].add(reader.answer(face.picture, *face.face),
                                                          face.meant);
    }
    for (const Portrait& portrait : read_portraits(cfee))
        if (const auto meant = basic_emotion(portrait.emotion);
            meant && *meant != Emotion::kNeutral && people.contains(portrait.person))
            reader.read(media::read_picture(cfee / "images" / portrait.file), *meant, figures.posed[*meant]);
    return figures;
}

void print_reading(const ReadingFigures& figures) {
    constexpr std::size_t kSkin = 1;  // of the methods: what the program does
    std::printf(
        "\nSeen by the ensemble as meant: real posed pictures, and neutral pictures of the same people "
        "migrated at intensity 1:\n\n"
        "| emotion | posed | read | neutral | probability |");
    for (const std::string& method : figures.methods) std::printf(" %s | probability |", method.c_str());
    std::printf(" with skin / posed | seen instead |\n| --- | ---: | ---: | ---: | ---: |");
    for (std::size_t i = 0; i < figures.methods.size(); ++i) std::printf(" ---: | ---: |");
    std::printf(" ---: | --- |\n");
    for (const auto& [meant, neutral] : figures.neutral) {
        const Reading posed = reading_of(figures.posed, meant);
        const Reading skin = reading_of(figures.migrated.at(kSkin), meant);
        std::printf("| %s | %d | %.0f %% | %d | %.3f |", std::string(name_of(meant)).c_str(), posed.pictures,
                    100 * posed.share(meant), neutral.pictures, neutral.mean_probability());
        for (const Readings& migrated : figures.migrated) {
            const Reading one = reading_of(migrated, meant);
            std::printf(" %.0f %% | %.3f |", 100 * one.share(meant), one.mean_probability());
        }
        std::printf(" %.2f |", skin.share(meant) / posed.share(meant));
        for (const auto& [seen, count] : skin.seen)
            if (seen != meant) std::printf(" %s %d", std::string(name_of(seen)).c_str(), count);
        std::printf(" |\n");
    }
    std::printf("| all | | %.0f %% | | |", 100 * overall(figures.posed));
    for (const Readings& migrated : figures.migrated) std::printf(" %.0f %% | |", 100 * overall(migrated));
    std::printf(" %.2f | |\n", overall(figures.migrated.at(kSkin)) / overall(figures.posed));
}

}  // namespace ganemotion::training
