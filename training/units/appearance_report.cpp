#include "units/appearance_report.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include "action_units/appearance_estimator.h"
#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "face/region.h"
#include "media/picture_file.h"
#include "units/damage.h"
#include "units/likeness_fit.h"
#include "units/scores.h"

namespace ganemotion::training {

namespace {

using action_units::AppearanceEstimator;
using action_units::Impression;

constexpr auto kUnits = static_cast<Eigen::Index>(kActionUnitCount);

/// The blendshape that means a unit, by ARKit's descriptions; of a pair the left one.
struct MeantBy {
    int unit;
    const char* blendshape;
};
constexpr MeantBy kMapping[] = {{1, "browInnerUp"},     {2, "browOuterUpLeft"},     {4, "browDownLeft"},
                                {5, "eyeWideLeft"},     {6, "cheekSquintLeft"},     {7, "eyeSquintLeft"},
                                {9, "noseSneerLeft"},   {10, "mouthUpperUpLeft"},   {12, "mouthSmileLeft"},
                                {15, "mouthFrownLeft"}, {17, "mouthShrugLower"},    {20, "mouthStretchLeft"},
                                {24, "mouthPressLeft"}, {25, "mouthLowerDownLeft"}, {26, "jawOpen"}};

float score_of(const face::Face& face, const std::string& blendshape) {
    const float left = face.blendshapes[static_cast<std::size_t>(face::blendshape_index(blendshape))];
    if (!blendshape.ends_with("Left")) return left;
    const std::string other = blendshape.substr(0, blendshape.size() - 4) + "Right";
    return (left + face.blendshapes[static_cast<std::size_t>(face::blendshape_index(other))]) / 2;
}

ActionUnits by_blendshapes(const face::Face& face) {
    ActionUnits units;
    for (const auto& [unit, blendshape] : kMapping) units[unit] = score_of(face, blendshape);
    return units;
}

void write(Matrix& rows, Eigen::Index row, const ActionUnits& units) {
    std::copy(units.values().begin(), units.values().end(), rows.row(row).data());
}

float sum_of(const ActionUnits& units) {
    return std::accumulate(units.values().begin(), units.values().end(), 0.0F);
}

/// One way to tell units, on labelled pictures.
struct Method {
    const char* name;
    Matrix train, test;  // [pictures, units]; `train` empty: a unit is present from kPresent on

    [[nodiscard]] float threshold(Eigen::Index unit, const Matrix& labels) const {
        return train.size() == 0 ? action_units::kPresent : best_threshold(train.col(unit), labels.col(unit));
    }
};

class Report {
  public:
    Report(const std::vector<MeasuredPortrait>& portraits, const std::filesystem::path& folder)
        : portraits_(portraits), folder_(folder) {
        look();
        for (std::size_t i = 0; i < portraits.size(); ++i)
            if (portraits[i].portrait.labelled)
                (is_test_person(portraits[i].portrait.person) ? test_ : train_).push_back(i);
        rests_ = resting_rows(portraits, activity_);
        train_labels_ = labels_of(train_);
        test_labels_ = labels_of(test_);
    }

    void print() {
        print_methods();
        print_damages();
    }

  private:
    const std::vector<MeasuredPortrait>& portraits_;
    std::filesystem::path folder_;
    action_units::Estimator linear_;
    AppearanceEstimator estimator_;
    std::vector<Impression> impressions_;  // of test people; empty ones of others
    std::vector<float> activity_;
    std::vector<std::size_t> train_, test_, rests_;
    Matrix train_labels_, test_labels_;

    [[nodiscard]] media::Picture picture(std::size_t i) const {
        return media::read_picture(folder_ / "images" / portraits_[i].portrait.file);
    }

    void look() {
        impressions_.resize(portraits_.size());
        for (std::size_t i = 0; i < portraits_.size(); ++i) {
            if (!is_test_person(portraits_[i].portrait.person)) {
                activity_.push_back(sum_of(linear_.estimate(portraits_[i].face)));
                continue;
            }
            impressions_[i] = estimator_.look(picture(i), portraits_[i].face);
            activity_.push_back(sum_of(estimator_.estimate(impressions_[i])));
        }
    }

    [[nodiscard]] Matrix labels_of(const std::vector<std::size_t>& rows) const {
        return each(rows, [&](std::size_t i) { return portraits_[i].portrait.labels; });
    }

    template <typename Tell>
    [[nodiscard]] static Matrix each(const std::vector<std::size_t>& rows, const Tell& tell) {
        Matrix result(static_cast<Eigen::Index>(rows.size()), kUnits);
        for (std::size_t i = 0; i < rows.size(); ++i)
            write(result, static_cast<Eigen::Index>(i), tell(rows[i]));
        return result;
    }

    [[nodiscard]] std::vector<Method> methods() const {
        const auto blendshapes = [&](std::size_t i) { return by_blendshapes(portraits_[i].face); };
        const auto linear = [&](std::size_t i) { return linear_.estimate(portraits_[i].face); };
        const auto from_rest = [&](std::size_t i) {
            const auto rest = linear_.resting_face(portraits_[rests_[i]].face);
            return linear_.estimate_unlimited(portraits_[i].face, rest);
        };
        return {
            {"blendshapes", each(train_, blendshapes), each(test_, blendshapes)},
            {"linear", each(train_, linear), each(test_, linear)},
            {"linear, with neutral", each(train_, from_rest), each(test_, from_rest)},
            {"always absent", {}, each(test_, [](std::size_t) { return ActionUnits{}; })},
            {"ours", {}, each(test_, [&](std::size_t i) { return estimator_.estimate(impressions_[i]); })},
            {"ours, with neutral", {}, each(test_, [&](std::size_t i) {
                 return estimator_.estimate(impressions_[i], impressions_[rests_[i]]);
             })}};
    }

    void print_methods() const {
        const std::vector<Method> all = methods();
        std::printf("| unit | shown in |");
        for (const Method& one : all) std::printf(" %s |", one.name);
        std::printf("\n| --- | ---: |");
        for (std::size_t i = 0; i < all.size(); ++i) std::printf(" ---: |");
        std::vector<Scores> means(all.size());
        int count = 0;
        for (Eigen::Index unit = 0; unit < kUnits; ++unit) {
            const int facs = kActionUnits[static_cast<std::size_t>(unit)];
            if (!action_units::is_read_from_appearance(facs)) continue;
            ++count;
            std::printf("\n| %s | %d |", action_unit_name(facs).c_str(),
                        static_cast<int>((test_labels_.col(unit).array() > 0).count()));
            for (std::size_t i = 0; i < all.size(); ++i) {
                const Scores scores = scores_of(all[i].test.col(unit), test_labels_.col(unit),
                                                all[i].threshold(unit, train_labels_));
                means[i].f1 += scores.f1;
                means[i].correlation += scores.correlation;
                std::printf(" %.2f, %.2f |", scores.f1, scores.correlation);
            }
        }
        std::printf("\n| mean | |");
        for (const Scores& one : means) {
            const auto units = static_cast<float>(count);
            std::printf(" %.3f, %.3f |", one.f1 / units, one.correlation / units);
        }
        std::printf("\n");
    }

    /// Means over the units; a picture in which no face is found shows nothing.
    [[nodiscard]] Scores means_of(const Matrix& estimates) const {
        Scores mean;
        float count = 0;
        for (Eigen::Index unit = 0; unit < kUnits; ++unit) {
            if (!action_units::is_read_from_appearance(kActionUnits[static_cast<std::size_t>(unit)]))
                continue;
            const Scores one = scores_of(estimates.col(unit), test_labels_.col(unit), action_units::kPresent);
            mean.f1 += one.f1;
            mean.correlation += one.correlation;
            count += 1;
        }
        return {mean.f1 / count, mean.correlation / count};
    }

    void print_damages() {
        std::printf("\n| picture | faces found | F1 | correlation | with neutral: F1 | correlation |\n");
        std::printf("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        const auto as_it_is = [](const media::Picture& picture, float, std::uint64_t) { return picture; };
        print_damage({"as it is", as_it_is});
        for (const Damage& damage : damages()) print_damage(damage);
    }

    void print_damage(const Damage& damage) {
        face::FaceFinder finder;
        Matrix single = Matrix::Zero(test_labels_.rows(), kUnits);
        Matrix beside_rest = single;
        int found = 0;
        for (std::size_t i = 0; i < test_.size(); ++i) {
            const std::size_t at = test_[i];
            const float width = face::box_of(portraits_[at].face.mesh).width;
            const media::Picture damaged = damage.apply(picture(at), width, at);
            const auto faces = finder.find(damaged);
            if (faces.empty()) continue;
            ++found;
            const Impression seen = estimator_.look(damaged, faces.front());
            write(single, static_cast<Eigen::Index>(i), estimator_.estimate(seen));
            write(beside_rest, static_cast<Eigen::Index>(i),
                  estimator_.estimate(seen, impressions_[rests_[at]]));
        }
        const Scores one = means_of(single);
        const Scores two = means_of(beside_rest);
        std::printf("| %s | %d of %zu | %.3f | %.3f | %.3f | %.3f |\n", damage.name.c_str(), found,
                    test_.size(), one.f1, one.correlation, two.f1, two.correlation);
        std::fflush(stdout);
    }
};

}  // namespace

void print_appearance_figures(const std::vector<MeasuredPortrait>& portraits,
                              const std::filesystem::path& folder) {
    Report(portraits, folder).print();
}

}  // namespace ganemotion::training
