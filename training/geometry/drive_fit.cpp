#include "geometry/drive_fit.h"

#include <algorithm>
#include <cstdio>

#include <Eigen/Cholesky>

#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/migrator.h"

namespace ganemotion::training {

namespace {

constexpr auto kUnits = static_cast<Eigen::Index>(kActionUnitCount);
constexpr int kBlink = 45;  // never driven with the others: the words and the lids' own rhythm decide

// Neutral faces that units are shown on and measured again.
class Trial {
  public:
    Trial(const std::vector<std::filesystem::path>& files, face::FaceFinder& finder) : finder_(finder) {
        for (const auto& file : files) {
            media::Picture picture = media::read_picture(file);
            auto faces = finder_.find(picture);
            if (faces.empty()) continue;
            pictures_.push_back(std::move(picture));
            faces_.push_back(faces.front());
        }
    }

    /// What is measured of `driven`, mean over the pictures; a row of units.
    [[nodiscard]] Eigen::RowVectorXf arrived(const Eigen::RowVectorXf& driven) const {
        ActionUnits change;
        std::copy(driven.begin(), driven.end(), change.values().begin());
        Eigen::RowVectorXf sum = Eigen::RowVectorXf::Zero(kUnits);
        int seen = 0;
        for (std::size_t i = 0; i < pictures_.size(); ++i) {
            media::Picture edited = pictures_[i].clone();
            migrator_.apply(edited, faces_[i], change);
            const auto again = finder_.find(edited);
            if (again.empty()) continue;
            const ActionUnits measured =
                estimator_.estimate_unlimited(again.front(), estimator_.resting_face(faces_[i]));
            sum += Eigen::Map<const Eigen::RowVectorXf>(measured.values().data(), kUnits);
            ++seen;
        }
        return sum / static_cast<float>(std::max(1, seen));
    }

    [[nodiscard]] Matrix arrived_of_rows(const Matrix& driven) const {
        Matrix measured(driven.rows(), kUnits);
        for (Eigen::Index i = 0; i < driven.rows(); ++i) measured.row(i) = arrived(driven.row(i));
        return measured;
    }

  private:
    face::FaceFinder& finder_;
    action_units::Estimator estimator_;
    migration::Migrator migrator_;
    std::vector<media::Picture> pictures_;
    std::vector<face::Face> faces_;
};

std::vector<std::filesystem::path> neutral_files(const std::vector<Portrait>& portraits,
                                                 const std::filesystem::path& folder, int most) {
    std::vector<std::filesystem::path> files;
    for (const Portrait& portrait : portraits)
        if (portrait.emotion == "Neutral" && !is_test_person(portrait.person) &&
            static_cast<int>(files.size()) < most)
            files.push_back(folder / "images" / portrait.file);
    return files;
}

std::vector<Eigen::Index> upper_columns() {
    std::vector<Eigen::Index> columns;
    for (std::size_t i = 0; i < kActionUnitCount; ++i)
        if (!is_mouth_unit(kActionUnits[i]) && kActionUnits[i] != kBlink)
            columns.push_back(static_cast<Eigen::Index>(i));
    return columns;
}

// Each unit of the upper face alone, then what the expressions ask of them together.
Matrix asked_of_upper_face(const migration::ExpressionLibrary& expressions,
                           const std::vector<Eigen::Index>& upper, float asked) {
    const auto count = static_cast<Eigen::Index>(upper.size());
    Matrix rows = asked * Matrix::Identity(count, count);
    for (const auto& [emotion, forms] : expressions) {
        if (emotion == Emotion::kNeutral) continue;
        const Eigen::Map<const Eigen::RowVectorXf> all(forms.closed.values().data(), kUnits);
        rows.conservativeResize(rows.rows() + 1, Eigen::NoChange);
        rows.bottomRows(1) = all(upper);
    }
    return rows;
}

// The drive D with the least |(asked D response - asked) weight|^2 + |D penalty|^2, entry by entry.
Matrix solved(const Matrix& asked, const Matrix& response, const Eigen::VectorXf& trust,
              const DriveOptions& options) {
    const Eigen::Index count = asked.cols();
    Eigen::MatrixXf equations(asked.size(), count * count);
    Eigen::VectorXf wanted(asked.size());
    for (Eigen::Index row = 0, next = 0; row < asked.rows(); ++row)
        for (Eigen::Index unit = 0; unit < count; ++unit, ++next) {
            const float weight = trust[unit] * (asked(row, unit) > 0 ? 1.0F : options.stillness);
            const Matrix outer = asked.row(row).transpose() * response.col(unit).transpose();
            equations.row(next) = weight * Eigen::Map<const Eigen::RowVectorXf>(outer.data(), outer.size());
            wanted[next] = weight * asked(row, unit);
        }
    Matrix penalty = Matrix::Constant(count, count, options.others_penalty);
    penalty.diagonal().setConstant(options.own_penalty);
    Eigen::MatrixXf system = equations.transpose() * equations;
    system.diagonal() += Eigen::Map<const Eigen::VectorXf>(penalty.data(), penalty.size());
    const Eigen::VectorXf entries = system.ldlt().solve(equations.transpose() * wanted);
    return Eigen::Map<const Matrix>(entries.data(), count, count);
}

void print_progress(const Matrix& asked, const Matrix& arrived) {
    std::fprintf(stderr, "upper face: mean difference of asked and measured %.3f\n",
                 (asked - arrived).cwiseAbs().mean());
}

}  // namespace

Matrix fit_drive(const std::vector<Portrait>& portraits, const std::filesystem::path& folder,
                 const migration::ExpressionLibrary& expressions, const Eigen::VectorXf& trust,
                 const DriveOptions& options) {
    face::FaceFinder finder;
    const Trial trial(neutral_files(portraits, folder, options.pictures), finder);

    const Matrix alone = trial.arrived_of_rows(options.asked * Matrix::Identity(kUnits, kUnits));
    Matrix drive = Matrix::Identity(kUnits, kUnits);
    for (Eigen::Index i = 0; i < kUnits; ++i)
        if (alone(i, i) > 0) drive(i, i) = std::clamp(options.asked / alone(i, i), 1.0F, options.most);

    const std::vector<Eigen::Index> upper = upper_columns();
    const Matrix asked = asked_of_upper_face(expressions, upper, options.asked);
    Matrix among_upper = drive(upper, upper);
    for (int round = 0; round < options.rounds; ++round) {
        const Matrix driven = asked * among_upper;
        Matrix of_all = Matrix::Zero(driven.rows(), kUnits);
        of_all(Eigen::all, upper) = driven;
        const Matrix arrived = trial.arrived_of_rows(of_all)(Eigen::all, upper);
        print_progress(asked, arrived);
        const Matrix response = ridge(driven, arrived, 1e-3F);
        among_upper = solved(asked, response, trust(upper), options);
    }
    drive(upper, upper) = among_upper;
    return drive;
}

}  // namespace ganemotion::training
