#include "units/likeness_fit.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>

#include "action_units/appearance_estimator.h"
#include "units/kernel_ridge.h"
#include "units/principal_view.h"
#include "units/scores.h"
#include "units/stored_tensors.h"

namespace ganemotion::training {

namespace {

using action_units::kViews;

// The cheek and the lids belong to the upper face, the lips to the lower.
const std::vector<int> kUnitsOf[] = {{1, 2, 4, 5, 6, 7, 9}, {10, 12, 15, 17, 20, 24, 25, 26}};

bool trains(const MeasuredPortrait& one) {
    return !is_test_person(one.portrait.person);
}

bool teaches(const MeasuredPortrait& one) {
    return trains(one) && one.portrait.labelled;
}

std::vector<bool> marked(const std::vector<MeasuredPortrait>& portraits,
                         bool (*holds)(const MeasuredPortrait&)) {
    std::vector<bool> marks;
    for (const auto& one : portraits) marks.push_back(holds(one));
    return marks;
}

/// Answers of layers that never saw the person, and only the rows of pictures as they are.
Matrix cross_validated(const Matrix& likeness, const Matrix& labels, const std::vector<int>& person,
                       const LikenessOptions& options) {
    const auto faces = static_cast<std::size_t>(likeness.cols());
    Matrix answers(likeness.cols(), labels.cols());
    for (int fold = 0; fold < options.folds; ++fold) {
        std::vector<Eigen::Index> rows, columns, others;
        for (std::size_t i = 0; i < person.size(); ++i) {
            const auto row = static_cast<Eigen::Index>(i);
            // Test people are those whose number 7 divides: the rest of the division would leave gaps.
            const bool out = person[i] / 7 % options.folds == fold;
            if (!out) rows.push_back(row);
            if (i < faces) (out ? others : columns).push_back(row);
        }
        const Layer layer = fit_layer(likeness(rows, columns), labels(rows, Eigen::all), options.penalty);
        answers(others, Eigen::all) = layer.answer(likeness(others, columns));
    }
    return answers;
}

Eigen::VectorXf thresholds(const Matrix& answers, const Matrix& labels) {
    Eigen::VectorXf result(labels.cols());
    for (Eigen::Index i = 0; i < labels.cols(); ++i)
        result[i] = best_threshold(answers.col(i), labels.col(i));
    return result;
}

Matrix labels_of(const std::vector<MeasuredPortrait>& portraits, const std::vector<bool>& chosen,
                 const std::vector<int>& units) {
    Matrix labels(static_cast<Eigen::Index>(portraits.size()), static_cast<Eigen::Index>(units.size()));
    for (Eigen::Index i = 0; i < labels.rows(); ++i)
        for (Eigen::Index k = 0; k < labels.cols(); ++k)
            labels(i, k) =
                portraits[static_cast<std::size_t>(i)].portrait.labels[units[static_cast<std::size_t>(k)]];
    return rows_of(labels, chosen);
}

Matrix columns_of(const Matrix& rows, const std::vector<Eigen::Index>& columns) {
    return rows(Eigen::all, columns);
}

void append(Matrix& columns, const Matrix& more) {
    Matrix both(more.rows(), columns.cols() + more.cols());
    if (columns.size() > 0) both.leftCols(columns.cols()) = columns;
    both.rightCols(more.cols()) = more;
    columns = std::move(both);
}

/// One region of the face.
class Fit {
  public:
    Fit(const Observations& seen, const Observations& damaged, const LikenessOptions& options,
        std::size_t region, nn::Weights& weights)
        : seen_(seen),
          damaged_(damaged),
          options_(options),
          units_(kUnitsOf[region]),
          prefix_(std::string(action_units::kRegions[region]) + "."),
          teaching_(marked(seen.portraits, teaches)),
          damaged_teaching_(marked(damaged.portraits, teaches)),
          weights_(weights) {
        labels_ = stacked(labels_of(seen_.portraits, teaching_, units_),
                          labels_of(damaged_.portraits, damaged_teaching_, units_));
        for (std::size_t i = 0; i < teaching_.size(); ++i)
            if (teaching_[i]) people_.push_back(seen_.portraits[i].portrait.person);
        for (std::size_t i = 0; i < damaged_teaching_.size(); ++i)
            if (damaged_teaching_[i]) people_.push_back(damaged_.portraits[i].portrait.person);
        weights_.tensors[prefix_ + "units"] = numbers_tensor(units_);
        fit_codes(action_units::Observer().rows_in(action_units::kRegions[region]));
    }

    /// Fits the layer for single pictures; how much each of all pictures shows.
    Eigen::VectorXf fit_single() {
        const auto [layer, answers] = fit("single", distances_);
        finish("single", answers);
        const Matrix likeness = (-layer.sharpness * squared_distances(codes_, faces_)).array().exp();
        return layer.answer(likeness).rowwise().sum();
    }

    /// Fits the layer for pictures beside one of their person at rest.
    void fit_relative(const std::vector<std::size_t>& resting_rows) {
        weights_.tensors[prefix_ + "rest_weight"] = numbers_tensor(std::array{options_.rest_weight});
        const Matrix changes = change_distances(resting_rows);
        const Fitted both = fit("relative", distances_ + options_.rest_weight * changes);
        const Fitted change = fit("change", changes);
        finish("relative", (both.answers + change.answers) / 2);
    }

  private:
    const Observations& seen_;
    const Observations& damaged_;
    const LikenessOptions& options_;
    std::vector<int> units_;
    std::string prefix_;
    std::vector<bool> teaching_, damaged_teaching_;
    std::vector<int> people_;  // of pictures that teach, then of damaged ones
    Matrix codes_, damaged_codes_;
    Matrix faces_;      // codes that functions are centred on, as they are stored
    Matrix distances_;  // [pictures that teach, faces]
    Matrix labels_;     // [pictures that teach, units]
    nn::Weights& weights_;

    void fit_codes(const std::array<std::vector<Eigen::Index>, kViews.size()>& rows) {
        const std::vector<bool> train = marked(seen_.portraits, trains);
        for (std::size_t i = 0; i < kViews.size(); ++i) {
            const Matrix view = columns_of(seen_.views[i], rows[i]);
            const PrincipalView map =
                fit_view(rows_of(view, train), rows_of(view, teaching_), options_.views[i]);
            const std::string name = prefix_ + std::string(kViews[i]);
            weights_.tensors[name + ".rows"] = numbers_tensor(rows[i]);
            weights_.tensors[name + ".mean"] = vector_tensor(map.mean.transpose());
            weights_.tensors[name + ".directions"] = tensor_of(map.directions);
            append(codes_, map.code(view));
            append(damaged_codes_, map.code(columns_of(damaged_.views[i], rows[i])));
        }
        const Quantised faces = quantised(rows_of(codes_, teaching_));
        weights_.tensors[prefix_ + "faces"] = faces.bytes;
        weights_.tensors[prefix_ + "face_steps"] = vector_tensor(faces.steps);
        faces_ = faces.values;
        distances_ = squared_distances(stacked(faces_, rows_of(damaged_codes_, damaged_teaching_)), faces_);
    }

    struct Fitted {
        Layer layer;
        Matrix answers;  // to pictures of people that it was not fitted to
    };

    Fitted fit(const std::string& name, const Matrix& distances) {
        const float sharpness = options_.sharpness / median(distances.topRows(faces_.rows()));
        const Matrix likeness = (-sharpness * distances).array().exp();
        Fitted fitted{fit_layer(likeness, labels_, options_.penalty),
                      cross_validated(likeness, labels_, people_, options_)};
        fitted.layer.sharpness = sharpness;
        const std::string prefix = prefix_ + name;
        weights_.tensors[prefix + ".coefficients"] = tensor_of(fitted.layer.coefficients.transpose());
        weights_.tensors[prefix + ".offset"] = vector_tensor(fitted.layer.offset.transpose());
        weights_.tensors[prefix + ".sharpness"] = numbers_tensor(std::array{sharpness});
        return fitted;
    }

    /// What counts as present, by answers to people who were not fitted to.
    void finish(const std::string& name, const Matrix& answers) {
        const Matrix labels = labels_.topRows(faces_.rows());
        weights_.tensors[prefix_ + name + ".present"] = vector_tensor(thresholds(answers, labels));
        weights_.metadata["cross_validated " + prefix_ + name] = figures(answers, labels);
    }

    /// Squared distances of what each picture changes against its person's rest; writes the rests.
    Matrix change_distances(const std::vector<std::size_t>& resting_rows) {
        std::map<int, Eigen::Index> rest_of;  // of each person, a row of codes_
        std::vector<Eigen::Index> kept;
        std::map<int, std::size_t> place;
        std::vector<float> person;
        for (std::size_t i = 0; i < teaching_.size(); ++i) {
            if (!teaching_[i]) continue;
            const int who = seen_.portraits[i].portrait.person;
            rest_of[who] = static_cast<Eigen::Index>(resting_rows[i]);
            if (place.try_emplace(who, kept.size()).second) kept.push_back(rest_of[who]);
            person.push_back(static_cast<float>(place[who]));
        }
        const Matrix rests = half_precision(codes_(kept, Eigen::all));
        weights_.tensors[prefix_ + "rests"] = tensor_of(rests);
        weights_.tensors[prefix_ + "person"] = numbers_tensor(person);

        Matrix changes = faces_;
        for (Eigen::Index i = 0; i < changes.rows(); ++i)
            changes.row(i) -= rests.row(static_cast<Eigen::Index>(person[static_cast<std::size_t>(i)]));
        Matrix damaged = rows_of(damaged_codes_, damaged_teaching_);
        Eigen::Index row = 0;
        for (std::size_t i = 0; i < damaged_teaching_.size(); ++i)
            if (damaged_teaching_[i])
                damaged.row(row++) -= codes_.row(rest_of.at(damaged_.portraits[i].portrait.person));
        return squared_distances(stacked(changes, damaged), changes);
    }

    static std::string figures(const Matrix& answers, const Matrix& labels) {
        Scores sum;
        const auto units = static_cast<float>(labels.cols());
        for (Eigen::Index i = 0; i < labels.cols(); ++i) {
            const Scores one =
                scores_of(answers.col(i), labels.col(i), best_threshold(answers.col(i), labels.col(i)));
            sum.f1 += one.f1 / units;
            sum.correlation += one.correlation / units;
        }
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "F1 %.4f, correlation %.4f", sum.f1, sum.correlation);
        return text.data();
    }
};

}  // namespace

std::vector<std::size_t> resting_rows(const std::vector<MeasuredPortrait>& portraits,
                                      const std::vector<float>& activity) {
    struct Rest {
        std::size_t row;
        bool labelled;
    };
    std::map<int, Rest> rests;
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        const Portrait& one = portraits[i].portrait;
        const bool neutral = one.labelled && one.emotion == "Neutral";
        if (one.labelled && !neutral && rests.contains(one.person)) continue;
        const auto [found, fresh] = rests.try_emplace(one.person, Rest{i, neutral});
        if (fresh || found->second.labelled) continue;
        const bool posed = portraits[found->second.row].portrait.labelled;
        if (neutral || posed || activity[i] < activity[found->second.row]) found->second = {i, neutral};
    }
    std::vector<std::size_t> rows;
    for (const auto& one : portraits) rows.push_back(rests.at(one.portrait.person).row);
    return rows;
}

nn::Weights fit_likeness(const Observations& seen, const Observations& damaged,
                         const LikenessOptions& options) {
    nn::Weights weights;
    std::vector<Fit> fits;
    Eigen::VectorXf activity = Eigen::VectorXf::Zero(seen.size());
    for (std::size_t region = 0; region < action_units::kRegions.size(); ++region) {
        fits.emplace_back(seen, damaged, options, region, weights);
        activity += fits.back().fit_single();
    }
    const auto rests = resting_rows(seen.portraits, {activity.begin(), activity.end()});
    for (Fit& one : fits) one.fit_relative(rests);
    return weights;
}

}  // namespace ganemotion::training
