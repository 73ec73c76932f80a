#include "face/turned_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "action_units/estimator.h"
#include "cfee/cfee.h"
#include "face/turner.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

constexpr float kYaws[] = {0, 15, -15, 30, -30, 45, -45, 60, -60};
// Posed expressions that between them move every unit the labels know.
const std::vector<std::string> kExpressions = {"Happy", "Sad", "Surprised", "Angry", "Fearful", "Disgusted"};

/// Sums for a Pearson correlation and a mean difference over everything that was read at one angle.
struct Agreement {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, off = 0;
    void add(double frontal, double turned) {
        n += 1, x += frontal, y += turned, xx += frontal * frontal, yy += turned * turned;
        xy += frontal * turned, off += std::abs(frontal - turned);
    }
    [[nodiscard]] double correlation() const {
        return (n * xy - x * y) / std::sqrt((n * xx - x * x) * (n * yy - y * y));
    }
    [[nodiscard]] double slope() const { return (n * xy - x * y) / (n * xx - x * x); }
};

struct AngleFigures {
    Agreement all;
    std::map<int, Agreement> units;
    double presence = 0, seen_yaw = 0;
    int pictures = 0;
};

class Constancy {
  public:
    void measure(const media::Picture& picture, const face::Face& face,
                 const action_units::RestingFace& resting) {
        const ActionUnits frontal = estimator_.estimate_unlimited(face, resting);
        for (const float yaw : kYaws) {
            const face::Face side = turner_.find_turned(picture, face, yaw);
            AngleFigures& figures = angles_[std::abs(static_cast<int>(yaw))];
            ++figures.pictures;
            figures.presence += side.confidence;
            figures.seen_yaw += std::abs(turner_.yaw_of(side) - turner_.yaw_of(face));
            const ActionUnits now = estimator_.estimate_unlimited(side, resting);
            for (const int unit : kActionUnits) {
                figures.all.add(frontal[unit], now[unit]);
                figures.units[unit].add(frontal[unit], now[unit]);
            }
        }
    }

    [[nodiscard]] Turner& turner() { return turner_; }
    [[nodiscard]] const action_units::Estimator& estimator() const { return estimator_; }
    [[nodiscard]] const std::map<int, AngleFigures>& angles() const { return angles_; }

  private:
    Turner turner_;
    action_units::Estimator estimator_;
    std::map<int, AngleFigures> angles_;
};

}  // namespace

void print_turned_figures(const std::filesystem::path& folder) {
    Constancy constancy;
    std::map<int, action_units::RestingFace> resting;
    const auto portraits = read_portraits(folder);
    const auto picture_of = [&](const Portrait& one) {
        return media::read_picture(folder / "images" / one.file);
    };
    for (const Portrait& one : portraits)
        if (is_test_person(one.person) && one.emotion == "Neutral")
            if (const auto face = constancy.turner().find(picture_of(one)))
                resting[one.person] = constancy.estimator().resting_face(*face);
    for (const Portrait& one : portraits) {
        if (!resting.contains(one.person) ||
            std::find(kExpressions.begin(), kExpressions.end(), one.emotion) == kExpressions.end())
            continue;
        const media::Picture picture = picture_of(one);
        if (const auto face = constancy.turner().find(picture))
            constancy.measure(picture, *face, resting.at(one.person));
    }
    std::printf(
        "\n| turned by | pictures | seen as turned by | presence | correlation | slope | mean difference |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (const auto& [yaw, figures] : constancy.angles())
        std::printf("| %d | %d | %.1f | %.3f | %.3f | %.2f | %.3f |\n", yaw, figures.pictures,
                    figures.seen_yaw / figures.pictures, figures.presence / figures.pictures,
                    figures.all.correlation(), figures.all.slope(), figures.all.off / figures.all.n);
    std::printf("\n| unit |");
    for (const auto& [yaw, figures] : constancy.angles()) std::printf(" %d |", yaw);
    std::printf("\n| --- |");
    for (std::size_t i = 0; i < constancy.angles().size(); ++i) std::printf(" ---: |");
    for (const int unit : kActionUnits) {
        std::printf("\n| %s |", action_unit_name(unit).c_str());
        for (const auto& [yaw, figures] : constancy.angles())
            std::printf(" %.2f |", figures.units.at(unit).correlation());
    }
    std::printf("\n");
}

}  // namespace ganemotion::training
