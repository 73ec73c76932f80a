#include "training/migration/reading_report.h"

#include <cstdio>
#include <set>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "cfee/cfee.h"
#include "media/picture_file.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

using migration::Migrator;

void append(cv::Mat& row, const media::Picture& picture) {
    const cv::Mat rgb = media::to_rgb(picture);
    if (row.empty())
        row = rgb;
    else
        cv::hconcat(row, rgb, row);
}

/// Share of all pictures that are seen as they are meant.
double overall(const std::map<Emotion, Reading>& readings) {
    double seen = 0;
    int pictures = 0;
    for (const auto& [meant, reading] : readings) {
        seen += reading.share(meant) * reading.pictures;
        pictures += reading.pictures;
    }
    return seen / std::max(1, pictures);
}

}  // namespace

ReadingFigures reading_figures(const ReadingOptions& options,
                               const migration::ExpressionLibrary& expressions) {
    Reader reader;
    const action_units::Estimator estimator;
    const Migrator geometry;
    const Migrator skin(Migrator::Skin::kPainted);
    ReadingFigures figures;
    cv::Mat sheet;
    std::set<int> people;
    const std::vector<Portrait> portraits = read_portraits(options.cfee);
    const auto picture_of = [&](const Portrait& portrait) {
        return media::read_picture(options.cfee / "images" / portrait.file);
    };
    for (const Portrait& portrait : portraits) {
        if (portrait.emotion != "Neutral" || static_cast<int>(people.size()) >= options.most ||
            is_test_person(portrait.person) != (options.people == People::kTest))
            continue;
        const media::Picture picture = picture_of(portrait);
        const auto faces = reader.find(picture);
        if (faces.empty()) continue;
        people.insert(portrait.person);
        const EmotionProbabilities before = reader.answer(picture, faces.front());
        const ActionUnits now = estimator.estimate(faces.front());
        cv::Mat row;
        append(row, picture);
        for (const auto& [meant, expression] : expressions) {
            if (meant == Emotion::kNeutral) continue;
            figures.neutral[meant].add(before, meant);
            reader.read(migrated(geometry, picture, faces.front(), now, expression), meant,
                        figures.geometry[meant]);
            const media::Picture painted = migrated(skin, picture, faces.front(), now, expression);
            reader.read(painted, meant, figures.skin[meant]);
            append(row, painted);
        }
        if (!options.sheet.empty()) sheet.push_back(row);
    }
    for (const Portrait& portrait : portraits)
        if (const auto meant = basic_emotion(portrait.emotion);
            meant && *meant != Emotion::kNeutral && people.contains(portrait.person))
            reader.read(picture_of(portrait), *meant, figures.posed[*meant]);
    if (!sheet.empty()) media::write_picture(media::from_rgb(sheet), options.sheet);
    return figures;
}

void print_reading(const ReadingFigures& figures) {
    std::printf(
        "\nSeen by the ensemble as meant: real posed pictures, and neutral pictures of the same people "
        "migrated at intensity 1:\n\n"
        "| emotion | posed | read | neutral | probability | geometry alone | probability | with skin | "
        "probability | with skin / posed | seen instead |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (const auto& [meant, skin] : figures.skin) {
        const auto found = figures.posed.find(meant);
        const Reading posed = found == figures.posed.end() ? Reading{} : found->second;
        const Reading& geometry = figures.geometry.at(meant);
        std::printf("| %s | %d | %.0f %% | %d | %.3f | %.0f %% | %.3f | %.0f %% | %.3f | %.2f |",
                    std::string(name_of(meant)).c_str(), posed.pictures, 100 * posed.share(meant),
                    skin.pictures, figures.neutral.at(meant).mean_probability(), 100 * geometry.share(meant),
                    geometry.mean_probability(), 100 * skin.share(meant), skin.mean_probability(),
                    skin.share(meant) / posed.share(meant));
        for (const auto& [seen, count] : skin.seen)
            if (seen != meant) std::printf(" %s %d", std::string(name_of(seen)).c_str(), count);
        std::printf(" |\n");
    }
    std::printf("| all | | %.0f %% | | | %.0f %% | | %.0f %% | | %.2f | |\n", 100 * overall(figures.posed),
                100 * overall(figures.geometry), 100 * overall(figures.skin),
                overall(figures.skin) / overall(figures.posed));
}

}  // namespace ganemotion::training
