#include "training/skin/arrival_report.h"

#include <cmath>
#include <cstdio>
#include <vector>

#include "action_units/estimator.h"
#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/lips.h"
#include "migration/migrator.h"
#include "migration/standard_expressions.h"

namespace ganemotion::training {
namespace {

using migration::Migrator;

/// Sums over all that was asked of all pictures.
class Tally {
  public:
    void add(const ActionUnits& asked, const ActionUnits& measured) {
        for (std::size_t i = 0; i < kActionUnitCount; ++i) {
            const double a = asked.values()[i];
            const double m = measured.values()[i];
            ++count_;
            a_ += a;
            m_ += m;
            aa_ += a * a;
            mm_ += m * m;
            am_ += a * m;
            if (a == 0) {
                unasked_ += std::abs(m);
                ++unasked_count_;
            } else {
                asked_.values()[i] += static_cast<float>(a);
                arrived_.values()[i] += static_cast<float>(m);
            }
        }
    }

    [[nodiscard]] Arrival arrival(int pictures) const {
        Arrival result;
        result.pictures = pictures;
        const double variance = (aa_ - a_ * a_ / count_) * (mm_ - m_ * m_ / count_);
        result.correlation = (am_ - a_ * m_ / count_) / std::sqrt(variance);
        for (std::size_t i = 0; i < kActionUnitCount; ++i)
            if (asked_.values()[i] != 0) result.share.values()[i] = arrived_.values()[i] / asked_.values()[i];
        result.crosstalk = unasked_ / std::max(1, unasked_count_);
        return result;
    }

  private:
    int count_ = 0, unasked_count_ = 0;
    double a_ = 0, m_ = 0, aa_ = 0, mm_ = 0, am_ = 0, unasked_ = 0;
    ActionUnits asked_, arrived_;
};

}  // namespace

ArrivalFigures arrival_figures(const std::filesystem::path& cfee) {
    face::FaceFinder finder;
    const action_units::Estimator estimator;
    const Migrator geometry;
    const Migrator skin(Migrator::Skin::kPainted);
    Tally by_geometry;
    Tally by_skin;
    int pictures = 0;
    for (const Portrait& portrait : read_portraits(cfee)) {
        if (portrait.emotion != "Neutral" || !is_test_person(portrait.person)) continue;
        const media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
        const auto faces = finder.find(picture);
        if (faces.empty()) continue;
        ++pictures;
        const auto resting = estimator.resting_face(faces.front());
        const auto openness = static_cast<float>(migration::mouth_openness(faces.front().mesh));
        for (const auto& [emotion, expression] : migration::standard_expressions()) {
            if (emotion == Emotion::kNeutral) continue;
            ActionUnits units = expression.at(openness);
            // A closed mouth is not asked to open here: the two columns are to be asked for the same.
            for (const int opening : {25, 26}) units[opening] *= openness;
            for (const bool painted : {false, true}) {
                media::Picture edited = picture.clone();
                (painted ? skin : geometry).apply(edited, faces.front(), units);
                const auto again = finder.find(edited);
                if (again.empty()) continue;
                (painted ? by_skin : by_geometry)
                    .add(units, estimator.estimate_unlimited(again.front(), resting));
            }
        }
    }
    return {by_geometry.arrival(pictures), by_skin.arrival(pictures)};
}

void print_arrival(const ArrivalFigures& figures) {
    const auto& [geometry, skin] = figures;
    std::printf(
        "\nUnits asked for by the six standard expressions and measured on %d migrated portraits:\n\n",
        geometry.pictures);
    std::printf("| | geometry alone | with skin |\n| --- | ---: | ---: |\n");
    std::printf("| correlation, asked and measured | %.3f | %.3f |\n", geometry.correlation,
                skin.correlation);
    std::printf("| mean change of units not asked for | %.3f | %.3f |\n", geometry.crosstalk, skin.crosstalk);
    for (const int unit : kActionUnits)
        if (geometry.share[unit] != 0)
            std::printf("| %s, measured / asked | %.2f | %.2f |\n", action_unit_name(unit).c_str(),
                        geometry.share[unit], skin.share[unit]);
}

}  // namespace ganemotion::training
