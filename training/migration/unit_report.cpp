#include "training/migration/unit_report.h"

#include <cmath>
#include <cstdio>
#include <vector>

#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "face/region.h"
#include "face/search.h"
#include "face/turned_picture.h"
#include "media/picture_file.h"
#include "migration/migrator.h"
#include "training/migration/agreement.h"

namespace ganemotion::training {

namespace {

using migration::Migrator;
using migration::Mouth;

constexpr int kBlink = 45;
constexpr float kYaws[] = {0, 30, -30, 40, -40, 45, -45, 50, -50, 60, -60};
constexpr int kPasses = 3;  // of the mesh network, from where the turned mesh should be

std::vector<media::Picture> neutral_pictures(const std::filesystem::path& cfee) {
    std::vector<media::Picture> pictures;
    for (const Portrait& portrait : read_portraits(cfee))
        if (portrait.emotion == "Neutral" && is_test_person(portrait.person))
            pictures.push_back(media::read_picture(cfee / "images" / portrait.file));
    return pictures;
}

/// Looks for a face where the turned mesh should be.
class Turner {
  public:
    [[nodiscard]] face::Face find(const media::Picture& picture, const face::Vertices& expected) {
        const auto mesh = face::settled_mesh(networks_, picture, face::region_of(expected), kPasses);
        return face::face_of(mesh, networks_, picture.size());
    }
    [[nodiscard]] media::Picture turned(const media::Picture& picture, const face::Vertices& mesh,
                                        float yaw) const {
        return turned_picture(picture, mesh, triangles_, yaw);
    }

  private:
    face::FaceNetworks networks_{1};
    std::vector<migration::Triangle> triangles_ =
        migration::triangulate(action_units::mean_face(action_units::read_unit_weights()));
};

double mean_difference(const media::Picture& before, const media::Picture& after, const cv::Rect& box) {
    cv::Mat difference;
    cv::absdiff(media::to_rgb(before)(box), media::to_rgb(after)(box), difference);
    const cv::Scalar mean = cv::mean(difference);
    return (mean[0] + mean[1] + mean[2]) / 3;
}

}  // namespace

Crosstalk crosstalk(const std::filesystem::path& cfee) {
    face::FaceFinder finder;
    const action_units::Estimator estimator;
    const Migrator migrator(Migrator::Skin::kPainted);
    Crosstalk result;
    std::map<int, int> counts;
    for (const media::Picture& picture : neutral_pictures(cfee)) {
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        ++result.pictures;
        const auto resting = estimator.resting_face(faces.front());
        for (const int unit : kActionUnits) {
            if (unit == kBlink) continue;
            ActionUnits asked;
            asked[unit] = Crosstalk::kAsked;
            const bool opens = (unit == 25 || unit == 26) && migrator.can_open_mouths();
            media::Picture edited = picture.clone();
            migrator.apply(edited, faces.front(), asked, 1, {}, opens ? Mouth::kOpens : Mouth::kAsItIs);
            const auto again = finder.find(edited);
            if (again.empty()) continue;
            result.measured[unit] =
                result.measured[unit] + estimator.estimate_unlimited(again.front(), resting);
            ++counts[unit];
        }
    }
    for (auto& [unit, measured] : result.measured)
        measured = (1.0F / static_cast<float>(counts.at(unit))) * measured;
    return result;
}

void print_crosstalk(const Crosstalk& figures) {
    constexpr float kTrace = 0.1F;  // smaller numbers are left out, so that the others are seen
    std::printf(
        "\nA unit alone is asked for by %.1f (rows); measured (columns), means over %d neutral "
        "pictures, in hundredths; empty below %.0f:\n\n| |",
        Crosstalk::kAsked, figures.pictures, 100 * kTrace);
    for (const int unit : kActionUnits)
        if (unit != kBlink) std::printf(" %d |", unit);
    std::printf("\n| --- |");
    for (std::size_t i = 1; i < kActionUnitCount; ++i) std::printf(" ---: |");
    for (const auto& [asked, measured] : figures.measured) {
        std::printf("\n| %s |", action_unit_name(asked).c_str());
        for (const int unit : kActionUnits) {
            if (unit == kBlink) continue;
            if (unit == asked)
                std::printf(" **%.0f** |", 100 * measured[unit]);
            else if (std::abs(measured[unit]) < kTrace)
                std::printf(" |");
            else
                std::printf(" %.0f |", 100 * measured[unit]);
        }
    }
    std::printf("\n");
}

std::map<int, TurnedArrival> turned_arrival(const std::filesystem::path& cfee,
                                            const migration::ExpressionLibrary& expressions) {
    Turner turner;
    face::FaceFinder finder;
    const action_units::Estimator estimator;
    const Migrator migrator(Migrator::Skin::kPainted);
    std::map<int, TurnedArrival> result;
    std::map<int, Agreement> agreement;
    for (const media::Picture& picture : neutral_pictures(cfee)) {
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        for (const float yaw : kYaws) {
            const media::Picture side = turner.turned(picture, faces.front().mesh, yaw);
            const face::Face face = turner.find(side, turned(faces.front().mesh, yaw));
            const auto resting = estimator.resting_face(face);
            const int angle = std::abs(static_cast<int>(yaw));
            for (const auto& [emotion, expression] : expressions) {
                if (emotion == Emotion::kNeutral) continue;
                media::Picture edited = side.clone();
                ActionUnits asked = expression.closed;
                asked[25] = asked[26] = 0;  // lips that touch stay together
                migrator.apply(edited, face, asked);
                const ActionUnits measured =
                    estimator.estimate_unlimited(turner.find(edited, face.mesh), resting);
                for (const int unit : kActionUnits)
                    if (unit != kBlink) agreement[angle].add(asked[unit], measured[unit]);
                const cv::Rect box = cv::Rect(face.box) & cv::Rect({0, 0}, side.size());
                result[angle].difference += mean_difference(side, edited, box);
                ++result[angle].pictures;
            }
        }
    }
    for (auto& [angle, figures] : result) {
        figures.difference /= figures.pictures;
        figures.correlation = agreement[angle].correlation();
        figures.slope = agreement[angle].slope();
    }
    return result;
}

void print_turned_arrival(const std::map<int, TurnedArrival>& figures) {
    std::printf(
        "\nThe six expressions on turned faces:\n\n| turned by | pictures | correlation, asked and "
        "measured | slope | mean change of pixels |\n| ---: | ---: | ---: | ---: | ---: |\n");
    for (const auto& [angle, one] : figures)
        std::printf("| %d | %d | %.3f | %.2f | %.2f |\n", angle, one.pictures, one.correlation, one.slope,
                    one.difference);
}

}  // namespace ganemotion::training
